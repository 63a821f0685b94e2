"""Pairs of a denoiser: noise that is no noise, noise in the target, noise nowhere, the pair turned around."""

import ast
from collections.abc import Iterator
from typing import Final

from grader.diagnosis.finding import DATA, Finding
from grader.diagnosis.source import Code, keyword, last_name
from grader.diagnosis.symptoms import Part, Symptoms
from grader.diagnosis.trainings import training_place
from grader.i18n import text

__all__ = ["noisy_target", "shape_as_mean"]

_FIX: Final = "autoencoder.fit(x_train_noisy, x_train, epochs=10, batch_size=128)"
#: Libraries whose `normal` takes the shape first.
_SHAPE_FIRST: Final = ("tensorflow.", "keras.", "torch.", "jax.")


def shape_as_mean(symptoms: Symptoms) -> Iterator[Finding]:
    """`rng.normal(x.shape)`, a trap of the lesson's own text: NumPy's first argument is the mean."""
    lost = next((part.task.id for part in symptoms.parts if part.lost("trained_to_denoise")), None)
    for cell, call in symptoms.code.calls("normal"):
        generator = _is_numpy(symptoms.code, call)
        if not _only_a_shape(call) or generator is False or (generator is None and lost is None):
            continue
        shape = call.args[0]
        yield Finding(
            code="shape-as-mean",
            weight=DATA + 10,
            task=lost,
            place=cell.place(call),
            symptom=text("The noise is a handful of numbers, one for each axis, not one for each pixel."),
            cause=text("The first argument of `normal` is the mean (`loc`): the shape went in as mean, not as size."),
            fix=text("Name the argument."),
            code_fix=ast.unparse(ast.Call(call.func, [], [ast.keyword("size", shape)])),
            explains=frozenset({"noisy-target", "input-shape"}),
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


def noisy_target(symptoms: Symptoms) -> Iterator[Finding]:
    """The denoiser's last training had noise in its targets, or none anywhere, as its images show."""
    for part in symptoms.parts:
        if part.task.measure.kind == "denoising" and part.lost("trained_to_denoise"):
            yield from _wrong_pair(symptoms, part)


def _wrong_pair(symptoms: Symptoms, part: Part) -> Iterator[Finding]:
    last = part.last
    if last is None:
        return
    found, place = last.provenance, training_place(symptoms, last.event)
    if found.target == "same" and found.noise is not None:
        code, cause = "noisy-target", text("Input and target are the same noisy images: the noise is to be copied too.")
    elif found.target == "noisy" and found.noise is not None:
        code, cause = "noisy-target", text("The target carries noise of its own, which nobody can predict.")
    elif found.target == "noisy":
        code, cause = "pair-reversed", text("The pair is turned around: clean images go in, noisy ones are the target.")
    elif found.target in ("same", "none") and last.noise is None:
        code, cause = "no-noise", text("Input and target are the same clean images: no noise was ever to be removed.")
    else:
        return
    yield Finding(
        code=code,
        weight=DATA,
        task=part.task.id,
        place=place,
        measured=text("noise of {sd:.2f} in the input", sd=last.noise.sd) if last.noise else None,
        symptom=text("It was not trained to remove noise."),
        cause=cause,
        fix=text("Give `fit` the noisy images as x and the clean ones as y."),
        code_fix=_FIX,
        explains=frozenset({"single-epoch", "loss-still-falling"}),
    )
