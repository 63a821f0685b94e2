"""Some images, and those that lie nearest to them in the code."""

from typing import Final

import numpy as np

from grader.i18n import Lang, Text, text
from grader.measurement import Codes
from grader.metrics.hamming import binarise, unit_range
from grader.metrics.purity import nearest
from grader.report.figures import TaskFigures
from grader.report.sheets.sheet import Sheet, sheet

__all__ = ["hamming_neighbours", "neighbours"]

_QUERIES: Final = 4
_NEAREST: Final = 9
_SOME: Final = 2_000  # test images among which they are looked for


def neighbours(figures: TaskFigures, criterion: str, lang: Lang) -> Sheet | None:
    """The nearest by Euclidean distance of the codes."""
    caption = text("In each row a test image, and those whose codes lie nearest to its own.")
    return _sheet(figures, figures.measured.code[:_SOME], lang, caption)


def hamming_neighbours(figures: TaskFigures, criterion: str, lang: Lang) -> Sheet | None:
    """The nearest by Hamming distance of the codes' bits."""
    bits = binarise(unit_range(figures.measured.code).astype(np.float32), 0.5)[:_SOME].astype(np.float32)
    caption = text("In each row a test image, and those whose codes differ from its own in the fewest bits.")
    return _sheet(figures, bits, lang, caption)


def _sheet(figures: TaskFigures, code: Codes, lang: Lang, caption: Text) -> Sheet | None:
    measured, labels = figures.measured, figures.measured.labels[: len(code)]
    if not np.isfinite(code).all() or len(code) <= _NEAREST:
        return None
    found = nearest(code, _NEAREST)
    first = np.unique(labels, return_index=True)[1]
    rows = [measured.images[[int(query), *found[query]]] for query in first[:_QUERIES]]
    return sheet(text("Neighbours in the code"), rows, caption, lang)
