"""`shows_numbers`: the notebook shows the figures that the exercise asks for, as they are measured."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from grader.assignment import CriterionSpec
from grader.criteria.known_images import pca_error
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register
from grader.criteria.shown import numbers_about
from grader.i18n import Text, text
from grader.measurement import Measured
from grader.outcome import Outcome

__all__ = ["NUMBERS", "Number", "number", "rival_error"]

Compute: TypeAlias = Callable[[Case, Measured], float | None]

_THOUSANDS = 1000
_ERROR = r"mse|ecm|error|p[eé]rdida|loss|reconstr"


@dataclass(frozen=True)
class Number:
    """A figure that a notebook may show.

    Attributes:
        words: one of them stands in the line, or is the variable's name.
        name: what it is called in a message.
        compute: what it should be; None where that cannot be said.
    """

    words: re.Pattern[str]
    name: Text
    compute: Compute


NUMBERS: dict[str, Number] = {}


def number(key: str, words: str, name: Text) -> Callable[[Compute], Compute]:
    """Make a figure known by the name that `params.numbers` uses.

    Raises:
        ValueError: that name is taken.
    """

    def add(compute: Compute) -> Compute:
        if key in NUMBERS:
            raise ValueError(f"the number {key!r} is registered twice")
        NUMBERS[key] = Number(re.compile(words, re.IGNORECASE), name, compute)
        return compute

    return add


@number("error", _ERROR, text("the reconstruction error (MSE)"))
def _own(case: Case, measured: Measured) -> float | None:
    return measured.error


@number("pca_error", "pca|componentes|components", text("the error of PCA"))
def _pca(case: Case, measured: Measured) -> float | None:
    return pca_error(measured)


@number("mean_image_error", "media|mean", text("the error of the mean image"))
def _mean_image(case: Case, measured: Measured) -> float | None:
    return measured.mean_image_error


@number("parameters", "par[aá]m|pesos|weights|variables", text("the number of parameters"))
def _parameters(case: Case, measured: Measured) -> float | None:
    return None if measured.structure is None else float(measured.structure.parameters)


@number("compression", "compres|ratio|factor|raz[oó]n|tasa", text("the compression ratio"))
def _compression(case: Case, measured: Measured) -> float | None:
    return measured.image_size / measured.code_size


def rival_error(case: Case, rival: str) -> float | None:
    """The error of one of the task's rivals, where it was measured."""
    found = case.rivals.get(rival)
    return None if found is None or found.measured is None else found.measured.error


@register("shows_numbers")
@needs(Measured)
def judge(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """Each figure stands, printed, drawn as text or in a variable, where one of its words does.

    `params.numbers`: names of figures, or `rival:` and the id of a rival for its error; each earns its share of the
    points. `params.tolerance`: relative, 0.05 without it.
    """
    names = [str(name) for name in spec.params["numbers"]]
    tolerance = float(spec.params.get("tolerance", 0.05))
    wanted = {name: _wanted(name, case, measured) for name in names}
    missing = [name for name, (_, value) in wanted.items() if not _is_shown(name, value, case, tolerance)]
    found, target = len(names) - len(missing), f"= {len(names)}"
    if not missing:
        return Judgement(
            Outcome.PASS, 1.0, text("The notebook shows the figures asked for."), float(found), target=target
        )
    message = text("The notebook does not show {what}, as measured.", what=_listed([wanted[name] for name in missing]))
    outcome = Outcome.PARTIAL if found else Outcome.FAIL
    return Judgement(outcome, found / len(names), message, float(found), target=target)


Wanted: TypeAlias = tuple[Text, float | None]


def _wanted(name: str, case: Case, measured: Measured) -> Wanted:
    if name.startswith("rival:"):
        return text("the error of the other model"), rival_error(case, name.removeprefix("rival:"))
    return NUMBERS[name].name, NUMBERS[name].compute(case, measured)


def _is_shown(name: str, value: float | None, case: Case, tolerance: float) -> bool:
    if value is None:
        return False
    words = re.compile(_ERROR, re.IGNORECASE) if name.startswith("rival:") else NUMBERS[name].words
    # A separator of thousands reads like a decimal one: 51,024.
    scales = (1, 1000) if value >= _THOUSANDS else (1,)
    shown = [scale * meant for number in numbers_about(case, words) for meant in number for scale in scales]
    return any(abs(meant - value) <= tolerance * abs(value) for meant in shown)


def _listed(wanted: list[Wanted]) -> Text:
    message: Text | None = None
    for name, value in wanted:
        part = name if value is None else text("{name} ({value:.4g})", name=name, value=value)
        message = part if message is None else Text("{a}, {b}", {"a": message, "b": part})
    assert message is not None
    return message
