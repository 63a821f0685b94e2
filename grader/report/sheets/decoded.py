"""Codes that were decoded: the grader's own draws, and what the notebook had decoded and drew."""

from typing import Final

import numpy as np

from grader.i18n import Lang, text
from grader.report.figures import TaskFigures
from grader.report.sheets.sheet import Sheet, sheet

__all__ = ["draws", "notebook_codes"]

_COLUMNS: Final = 12
_ROWS: Final = 3


def draws(figures: TaskFigures, criterion: str, lang: Lang) -> Sheet | None:
    """What the decoder makes of codes that the criterion asked it for, above reconstructions of test images."""
    answer = figures.measured.answers.get(criterion)
    if answer is None or not len(answer.decoded):
        return None
    rows = np.split(answer.decoded[: _COLUMNS * (_ROWS - 1)], range(_COLUMNS, len(answer.decoded), _COLUMNS))
    rows = [row for row in rows if len(row)][: _ROWS - 1]
    caption = text(
        "Above, what the decoder makes of draws of N(0, 1) that the grader made; in the last row, test images as they "
        "come back from their own codes."
    )
    return sheet(text("Decoded draws"), [*rows, figures.measured.reconstructions[:_COLUMNS]], caption, lang)


def notebook_codes(figures: TaskFigures, criterion: str, lang: Lang) -> Sheet | None:
    """The codes that the notebook draws, in the order of the figure that has most of them, decoded again."""
    drawn = figures.pictures.drawn_codes if figures.pictures else []
    if figures.pictures is None or not drawn:
        return None
    most = max(drawn, key=lambda one: len(one.codes))
    images = figures.pictures.decoded[most.codes[: _COLUMNS * _ROWS]]
    rows = [images[start : start + _COLUMNS] for start in range(0, len(images), _COLUMNS)]
    caption = text(
        "The codes whose pictures the notebook draws, decoded again by the grader, in the order of the figure."
    )
    return sheet(text("What the notebook had decoded"), rows, caption, lang)
