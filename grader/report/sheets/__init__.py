"""Sheets of pictures that belong to kinds of criteria."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from grader.i18n import Lang
from grader.report.figures import TaskFigures
from grader.report.sheets.decoded import draws, notebook_codes
from grader.report.sheets.filled import filled
from grader.report.sheets.flagged import flagged_and_missed
from grader.report.sheets.neighbours import hamming_neighbours, neighbours
from grader.report.sheets.sheet import Sheet

__all__ = ["Sheet", "sheets"]

_OF_KIND: Final[Mapping[str, Callable[[TaskFigures, str, Lang], Sheet | None]]] = {
    "arithmetic": notebook_codes,
    "detections": flagged_and_missed,
    "grid": notebook_codes,
    "hamming_precision": hamming_neighbours,
    "imputation": filled,
    "interpolation": notebook_codes,
    "no_generation": draws,
    "purity": neighbours,
    "synthetic_new": notebook_codes,
    "variety": draws,
}


def sheets(figures: TaskFigures, lang: Lang) -> Iterator[Sheet]:
    """One for each criterion whose kind has pictures to show, and something to show on them."""
    for criterion, kind in figures.kinds.items():
        found = _OF_KIND[kind](figures, criterion, lang) if kind in _OF_KIND else None
        if found is not None:
            yield found
