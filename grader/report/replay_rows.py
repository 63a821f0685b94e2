"""What came of repeating a training, as a terminal and a page show it: words, figures, and a small drawing of each."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from grader.i18n import Lang, Text, render, text
from grader.outcome import Outcome
from grader.replay.model import NAMES
from grader.result import Replay, ReplayedFigure

__all__ = ["HEADS", "REPLAYED", "ReplayRow", "Span", "replay_rows"]

#: An outcome in the words and signs of a criterion's.
REPLAYED: Final[Mapping[Literal["agrees", "differs", "impossible"], tuple[Outcome, Text]]] = {
    "agrees": (Outcome.PASS, text("the same model again")),
    "differs": (Outcome.FAIL, text("another model")),
    "impossible": (Outcome.SKIPPED, text("could not be repeated")),
}
HEADS: Final[Sequence[Text]] = (
    text("figure"),
    text("graded"),
    text("repeated"),
    text("difference"),
    text("spread"),
)
#: Whose differences are shares.
_SHARES: Final = ("error", "classes")
_MARGIN: Final = 1.15  # how far a drawing goes beyond what it shows


@dataclass(frozen=True)
class Span:
    """Positions 0..100 from left to right; the mean of the repetitions is in the middle.

    Attributes:
        low, high: ends of what honest repetitions differ by.
    """

    low: float
    high: float
    graded: float
    replayed: list[float]


@dataclass(frozen=True)
class ReplayRow:
    """One figure. `cells` are in the order of `HEADS`; `span` is None where a number is not finite."""

    cells: tuple[str, str, str, str, str]
    agrees: bool
    span: Span | None


def replay_rows(replay: Replay, lang: Lang) -> list[ReplayRow]:
    """A row for each figure that was compared."""
    return [_row(figure, lang) for figure in replay.figures]


def _row(figure: ReplayedFigure, lang: Lang) -> ReplayRow:
    cells = (
        render(NAMES[figure.name], lang),
        f"{figure.graded:.4g}",
        " · ".join(f"{value:.4g}" for value in figure.replayed),
        _apart(figure, figure.difference),
        f"± {_apart(figure, figure.spread).removeprefix('+')}",
    )
    return ReplayRow(cells, abs(figure.difference) <= figure.spread, _span(figure))


def _apart(figure: ReplayedFigure, value: float) -> str:
    return f"{100 * value:+.1f} %" if figure.name in _SHARES else f"{value:+.4f}"


def _span(figure: ReplayedFigure) -> Span | None:
    apart = _repetitions_apart(figure)
    shown = [figure.spread, figure.difference, *apart]
    widest = _MARGIN * max(map(abs, shown))
    if not all(map(math.isfinite, shown)) or not widest:
        return None

    def place(value: float) -> float:
        return round(50 + 50 * value / widest, 1)

    return Span(place(-figure.spread), place(figure.spread), place(figure.difference), [place(one) for one in apart])


def _repetitions_apart(figure: ReplayedFigure) -> list[float]:
    """How far each repetition is from what `difference` is measured from."""
    if figure.name == "classes":  # its figures are 1 and the distance from the mean profile
        return [value - 1 for value in figure.replayed]
    mean = sum(figure.replayed) / max(len(figure.replayed), 1)
    if figure.name in _SHARES:
        return [value / mean - 1 if mean else math.nan for value in figure.replayed]
    return [value - mean for value in figure.replayed]
