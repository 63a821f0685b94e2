"""`inspected`: the notebook looks at the activations of the code, in a figure or in numbers."""

import re
from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register
from grader.criteria.shown import numbers_about
from grader.i18n import text
from grader.measurement import Sparsity
from grader.metrics.drawn import find_activations
from grader.outcome import Outcome

__all__ = ["judge"]

_ACTIVITY: Final = re.compile(
    r"activ|spars|spar[cs]|dispers|laten|zero|cero|c[oó]dig|code|unit|unidad|neuron|muert|dead|norma?\b|l1|hoyer|\bz\b|\|z\|",
    re.IGNORECASE,
)
#: Where it is spoken of units that count, and not of how many the code has.
_COUNTED: Final = re.compile(r"activ|aliv|viv|zero|cero|muert|dead|apagad", re.IGNORECASE)
#: Share by which a printed figure may differ from the measured one: it may be that of a part of the images.
_NEAR: Final = 0.04
_MOSTLY: Final = 0.4
#: Below these values students count an activation as zero.
_ZEROS: Final = (0.0, 1e-6, 1e-4, 1e-3, 1e-2, 0.05, 0.1)
_ARRAY: Final = re.compile(r"\[+\s*(?:-?\d[\d.e+-]*[\s,]+){9,}")
_ENTRY: Final = re.compile(r"-?\d+\.?\d*(?:e[-+]?\d+)?")


@register("inspected")
@needs(Sparsity)
def judge(spec: CriterionSpec, case: Case, measured: Sparsity) -> Judgement:
    """A figure of the activations, a printed statistic of them as measured, or the activations themselves."""
    if find_activations(case.figures, measured.code.astype(np.float64)):
        return Judgement(Outcome.PASS, 1.0, text("A figure shows the activations of the code."))
    if _told(case, measured):
        return Judgement(Outcome.PASS, 1.0, text("The notebook prints how active the code is, as measured."))
    if _printed(case, measured.code):
        return Judgement(Outcome.PASS, 1.0, text("The notebook prints activations of the code."))
    message = text(
        "Nothing the notebook shows is about the activations of this code: draw their histogram, or print the mean "
        "activation and the share of zeros."
    )
    return Judgement(Outcome.FAIL, 0.0, message)


def _told(case: Case, measured: Sparsity) -> bool:
    """Whether the figures printed about activations are mostly those of this code: one alone may agree by chance."""
    statistics, counts = list(_statistics(measured)), list(_counts(measured))
    counted = set(numbers_about(case, _COUNTED))

    def agrees(number: tuple[float, ...]) -> bool:
        fitting = [*statistics, *(counts if number[0].is_integer() and number in counted else [])]
        return any(abs(meant - value) <= _NEAR * abs(value) for meant in number for value in fitting)

    shown = set(numbers_about(case, _ACTIVITY))
    right = {number for number in shown if agrees(number)}
    # Whole numbers count units, images or layers more often than activations.
    figures = {number for number in shown if not number[0].is_integer()} | right
    return len(right) > 0 and len(right) >= _MOSTLY * len(figures)


def _statistics(measured: Sparsity) -> Iterator[float]:
    """What students print of a code (n, k), where it is large enough to be told from chance."""
    yield from (value for value in (measured.hoyer, measured.near_zero, measured.dead) if value > 0.02)
    code = measured.code
    size = np.abs(code.astype(np.float64))
    yield from (value for value in (size.mean(), code.mean(), size.sum(axis=1).mean(), code.std()) if value)
    for zero in _ZEROS:
        near = size <= zero
        active = (~near).sum(axis=1).mean()
        yield from (value for value in (near.mean(), 1 - near.mean(), active) if value > 0.02)


def _counts(measured: Sparsity) -> Iterator[int]:
    """Dead units and living ones, where there are any."""
    for zero in _ZEROS:
        dead = int((np.abs(measured.code) <= zero).all(axis=0).sum())
        yield from (units for units in (dead, measured.code.shape[1] - dead) if units)


def _printed(case: Case, code: NDArray[np.float32]) -> bool:
    """Whether an array was printed that has about as many zeros as the code."""
    zeros = float(np.mean(code == 0))
    for cell in case.run.cells:
        for found in _ARRAY.findall(cell.text[:200_000]):
            values = np.array([float(entry) for entry in _ENTRY.findall(found)])
            if zeros > 0.2 and 0.5 * zeros <= np.mean(values == 0) < 1:
                return True
    return False
