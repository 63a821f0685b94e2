"""A criterion as a page shows it."""

from dataclasses import dataclass

from grader.i18n import Lang, render
from grader.report.numbers import measured_text, points_text
from grader.report.scale import Scale, scale
from grader.report.verdict import OUTCOMES, SYMBOLS
from grader.result import CriterionResult

__all__ = ["Row", "row"]


@dataclass(frozen=True)
class Row:
    """What a row holds beside the criterion's own title and message. `told`: whether there is anything measured."""

    result: CriterionResult
    symbol: str
    word: str
    told: bool
    measured: str
    target: str
    points: str
    scale: Scale | None


def row(criterion: CriterionResult, lang: Lang) -> Row:
    """The row of one criterion."""
    return Row(
        result=criterion,
        symbol=SYMBOLS[criterion.outcome],
        word=render(OUTCOMES[criterion.outcome], lang),
        told=criterion.measured is not None or bool(criterion.target),
        measured=measured_text(criterion.measured, criterion.target),
        target=criterion.target.removeprefix("= ").replace(">=", "≥").replace("<=", "≤") or "–",
        points=points_text(criterion.points, criterion.max_points),
        scale=scale(criterion.measured, criterion.interval, criterion.target),
    )
