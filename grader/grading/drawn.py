"""Every image that a notebook drew, to be shown to its models again."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from grader.criteria import Pictures
from grader.errors import BadArtefact
from grader.grading.candidates import Ran
from grader.matching import Traced
from grader.measurement import Asides
from grader.metrics.drawn import as_unit

__all__ = ["DrawnPictures"]

#: Pictures of one notebook that are looked at; the last ones drawn.
_MOST: Final = 3_000
_MAX_BYTES: Final = 4 * 400 * 28 * 28
_NONE: Final = np.zeros((0, 28, 28), np.float32)


@dataclass(frozen=True, eq=False)
class DrawnPictures:
    """The pictures of each figure, (m, 28, 28) on the 0..1 scale; `cells` in which they were drawn."""

    figures: Sequence[NDArray[np.float64]]
    cells: Sequence[int]

    @classmethod
    def of(cls, ran: Ran, history: Sequence[Traced]) -> Self:
        """Those of a run, for a model with that training.

        A file that breaks a rule counts as a figure without pictures.
        """
        low, high = _range(history)
        named = [(cell.cell, one.pictures) for cell in ran.cells for one in cell.figures if one.pictures is not None]
        figures = [as_unit(_read(ran, name), low, high) for _, name in named]
        while sum(map(len, figures)) > _MOST:
            figures.pop(0)
        return cls(figures, [cell for cell, _ in named][len(named) - len(figures) :])

    @property
    def images(self) -> NDArray[np.float32]:
        """All of them, (m, 28, 28)."""
        return np.concatenate([_NONE, *self.figures]).astype(np.float32)

    def answered(self, asides: Asides) -> Pictures:
        """Together with what a model made of `images`, and of the codes that the notebook had decoded."""
        ends = np.cumsum([0, *(len(figure) for figure in self.figures)])
        spans = [slice(start, end) for start, end in pairwise(ends)]
        answers, codes = [asides.outputs[span].astype(np.float64) for span in spans], [asides.code[s] for s in spans]
        return Pictures(self.figures, answers, self.cells, codes, asides.asked, asides.decoded)


def _read(ran: Ran, name: str) -> NDArray[np.float32]:
    try:
        return ran.folder.array(name, dtype="float32", shape=(None, 28, 28), max_bytes=_MAX_BYTES)
    except BadArtefact:
        return _NONE


def _range(history: Sequence[Traced]) -> tuple[float, float]:
    """Smallest and largest pixel of the images a model was trained to give back."""
    for traced in reversed(history):
        seen = traced.event.y or traced.event.x
        if seen is not None:
            return seen.low, seen.high
    return 0.0, 1.0
