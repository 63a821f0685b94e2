"""Noise that is none: a shape taken for the mean, or one number for all pixels."""

import ast
from collections.abc import Iterator
from typing import Final

from grader.diagnosis.broken.errors import FirstError
from grader.diagnosis.broken.known import Remedy
from grader.diagnosis.finding import DATA, Finding
from grader.diagnosis.source import Code, keyword, last_name
from grader.diagnosis.symptoms import Symptoms
from grader.i18n import text

__all__ = ["one_number", "shape_as_mean", "shape_broke_the_noise"]

_AS_MEAN: Final = text("The first argument of `normal` is the mean (`loc`): the shape went in as mean, not as size.")
#: Libraries whose `normal` takes the shape first.
_SHAPE_FIRST: Final = ("tensorflow.", "keras.", "torch.", "jax.")


def shape_as_mean(symptoms: Symptoms) -> Iterator[Finding]:
    """`rng.normal(x.shape)`, a trap of the lesson's own text: NumPy's first argument is the mean."""
    lost = next((part.task.id for part in symptoms.parts if part.lost("trained_to_denoise")), None)
    for cell, call in symptoms.code.calls("normal"):
        generator = _is_numpy(symptoms.code, call)
        if not _only_a_shape(call) or generator is False or (generator is None and lost is None):
            continue
        yield Finding(
            code="shape-as-mean",
            weight=DATA + 10,
            task=lost,
            place=cell.place(call),
            symptom=text("The noise is a handful of numbers, one for each axis, not one for each pixel."),
            cause=_AS_MEAN,
            fix=text("Name the argument."),
            code_fix=_named(call),
            explains=frozenset({"noisy-target", "no-noise"}),
        )


def shape_broke_the_noise(code: Code, error: FirstError) -> Remedy | None:
    """The same, where images and those numbers could not even be added."""
    calls = (call for cell, call in code.calls("normal") if cell is error.cell and _only_a_shape(call))
    call = next((call for call in calls if _is_numpy(code, call) is not False), None)
    if call is None or "could not be broadcast together" not in error.message:
        return None
    return Remedy("shape-as-mean", _AS_MEAN, text("Name the argument."), _named(call), error.cell.place(call))


def _named(call: ast.Call) -> str:
    return ast.unparse(ast.Call(call.func, [], [ast.keyword("size", call.args[0])]))


def one_number(symptoms: Symptoms) -> Iterator[Finding]:
    """`rng.normal()`: a single number, added to all pixels alike."""
    lost = next((part.task.id for part in symptoms.parts if part.lost("trained_to_denoise")), None)
    for cell, call in symptoms.code.calls("normal") if lost else ():
        if call.args or call.keywords or _is_numpy(symptoms.code, call) is False:
            continue
        yield Finding(
            code="one-number",
            weight=DATA + 10,
            task=lost,
            place=cell.place(call),
            symptom=text("The noise is a single number for all pixels of all images."),
            cause=text("Without `size`, `normal` draws one number, and adding it only makes the images brighter."),
            fix=text("Say how many: as many as there are pixels."),
            code_fix=ast.unparse(
                ast.Call(call.func, [], [ast.keyword("size", ast.parse("x_train.shape", mode="eval").body)])
            ),
            explains=frozenset({"no-noise", "noisy-target"}),
        )


def _only_a_shape(call: ast.Call) -> bool:
    alone = len(call.args) == 1 and keyword(call, "size") is None and keyword(call, "loc") is None
    return alone and isinstance(call.args[0], ast.Attribute) and call.args[0].attr == "shape"


def _is_numpy(code: Code, call: ast.Call) -> bool | None:
    """Whether this is a `normal` of NumPy's; None where that cannot be told, as of a function's parameter."""
    path = code.path(call.func)
    if path.startswith(_SHAPE_FIRST):
        return False
    if path.startswith("numpy.random."):
        return True
    receiver = call.func.value if isinstance(call.func, ast.Attribute) else None
    makers = (
        [code.path(v.func) for v in code.values(last_name(receiver)) if isinstance(v, ast.Call)] if receiver else []
    )
    if any(maker.startswith(_SHAPE_FIRST) for maker in makers):
        return False
    return True if any(maker.startswith("numpy.random.") for maker in makers) else None
