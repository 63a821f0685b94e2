"""Test images that a threshold flags, and strange ones that it lets pass."""

from typing import Final

import numpy as np

from grader.criteria.own_threshold import Group
from grader.i18n import Lang, text
from grader.measurement import Images
from grader.report.figures import TaskFigures
from grader.report.sheets.sheet import Sheet, sheet

__all__ = ["flagged_and_missed"]

_COLUMNS: Final = 12


def flagged_and_missed(figures: TaskFigures, criterion: str, lang: Lang) -> Sheet | None:
    """The clearest false alarms above, the clearest misses below; None where the threshold makes no mistake."""
    found = figures.threshold
    if found is None:
        return None
    rows = [_beyond(found.clean, found.value, 1), _beyond(found.strange, found.value, -1)]
    if len(rows[0]) and len(rows[1]):
        caption = text(
            "Above, test images that the threshold flags, the largest error first; below, strange ones that it lets "
            "pass, the smallest first."
        )
    elif len(rows[0]):
        caption = text("Test images that the threshold flags, the largest error first. It lets no strange one pass.")
    elif len(rows[1]):
        caption = text("Strange images that the threshold lets pass, the smallest error first. It flags no test image.")
    else:
        return None
    return sheet(text("Flagged and missed"), [row for row in rows if len(row)], caption, lang)


def _beyond(group: Group, value: float, side: int) -> Images:
    """The images whose errors lie farthest above (1) a threshold, or below it (-1)."""
    off = side * (group.errors - value)
    order = np.argsort(-off, kind="stable")
    return group.images[order[off[order] > 0][:_COLUMNS]]
