"""A criterion as a page shows it."""

from dataclasses import dataclass

from grader.i18n import Lang, render, text
from grader.report.numbers import measured_text, points_text
from grader.report.scale import Scale, scale
from grader.report.verdict import OUTCOMES, SYMBOLS
from grader.report.yardstick import Beside
from grader.result import CriterionResult

__all__ = ["Row", "row"]


@dataclass(frozen=True)
class Row:
    """What a row holds beside the criterion's own title and message.

    Attributes:
        told: whether there is anything measured.
        reference: what the reference implementations reached, in words; empty where that is not known.
    """

    result: CriterionResult
    symbol: str
    word: str
    told: bool
    measured: str
    target: str
    points: str
    reference: str
    scale: Scale | None


def row(criterion: CriterionResult, lang: Lang, beside: Beside | None = None) -> Row:
    """The row of one criterion."""
    beside = beside or Beside()
    reference = beside.reference
    return Row(
        result=criterion,
        symbol=SYMBOLS[criterion.outcome],
        word=render(OUTCOMES[criterion.outcome], lang),
        told=criterion.measured is not None or bool(criterion.target),
        measured=measured_text(criterion.measured, criterion.target),
        target=criterion.target.removeprefix("= ").replace(">=", "≥").replace("<=", "≤") or "–",
        points=points_text(criterion.points, criterion.max_points),
        reference=_reference(criterion, beside, lang),
        scale=scale(
            criterion.measured,
            criterion.interval,
            criterion.target,
            starts=beside.starts,
            reference=(reference.low, reference.high) if reference else None,
        ),
    )


def _reference(criterion: CriterionResult, beside: Beside, lang: Lang) -> str:
    if beside.reference is None:
        return ""
    low, high = (measured_text(value, criterion.target) for value in (beside.reference.low, beside.reference.high))
    if low == high:
        return render(text("references: {value}", value=low), lang)
    return render(text("references: {low} to {high}", low=low, high=high), lang)
