"""Finds images with missing pixels that stand beside themselves with these filled in by the model."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

__all__ = ["count_completed"]

Floats = NDArray[np.float64]

#: Difference of two pixels that look the same: two levels of 256, and what a code loses as float16.
_SAME: Final = 0.01
#: Share of the pixels that must be the image's own or the model's.
_WHOLE: Final = 0.99
#: Share of the pixels that must be the model's and not the image's own.
_FILLED: Final = 0.02


def count_completed(figures: Sequence[Floats], answers: Sequence[Floats]) -> int:
    """How many different images stand in one figure beside their completion, in the figure that has most of them.

    Of a completion each pixel is the incomplete image's own or what the model answers to that image.

    Args:
        figures: of each figure its pictures (m, 28, 28), on the 0..1 scale; m may be 0.
        answers: for each of these pictures as input, the model's output on the same scale; NaN for those that do not
            count as inputs.
    """
    shown = [pair for pair in zip(figures, answers, strict=True) if len(pair[0])]
    return max((_count(*(one.reshape(len(one), -1) for one in pair)) for pair in shown), default=0)


def _count(drawn: Floats, answers: Floats) -> int:
    _, first = np.unique(drawn, axis=0, return_index=True)
    shown = np.clip(drawn, 0, 1)
    asked = [row for row in first if np.isfinite(answers[row]).all()]
    if not asked:
        return 0
    fits = np.array([_completes(shown, shown[row], np.clip(answers[row], 0, 1)) for row in asked])
    rows, columns = linear_sum_assignment(~fits)
    return int(fits[rows, columns].sum())


def _completes(shown: Floats, incomplete: Floats, answer: Floats) -> NDArray[np.bool_]:
    own, made = np.abs(shown - incomplete) <= _SAME, np.abs(shown - answer) <= _SAME
    return np.asarray(((own | made).mean(axis=1) >= _WHOLE) & ((made & ~own).mean(axis=1) >= _FILLED))
