"""Incomplete images beside their completions."""

import numpy as np
import pytest
from numpy.typing import NDArray

from grader.metrics.drawn import count_completed

RNG = np.random.default_rng(0)
WHOLE = RNG.random((4, 28, 28)) * (RNG.random((4, 28, 28)) < 0.5)
HOLE = np.zeros((28, 28), bool)
HOLE[8:18, 8:18] = True
INCOMPLETE = np.where(HOLE, 0.0, WHOLE)
ANSWERS = np.clip(WHOLE + RNG.normal(0, 0.1, WHOLE.shape), 0, 1)
COMPLETED = np.where(HOLE, ANSWERS, INCOMPLETE)
NONE = np.full_like(WHOLE, np.nan)


@pytest.mark.parametrize(("beside", "count"), [(COMPLETED, 4), (ANSWERS, 4), (WHOLE, 0), (INCOMPLETE, 0)])
def test_a_completion_takes_each_pixel_from_the_image_or_from_the_answer(
    beside: NDArray[np.float64], count: int
) -> None:
    figure = np.concatenate([INCOMPLETE, beside])
    assert count_completed([figure[:0], figure], [NONE[:0], np.concatenate([ANSWERS, NONE])]) == count


def test_each_image_counts_once() -> None:
    figure = np.concatenate([INCOMPLETE[:1], INCOMPLETE[:1], COMPLETED[:1], COMPLETED[:1]])
    assert count_completed([figure], [np.concatenate([ANSWERS[:1], ANSWERS[:1], NONE[:2]])]) == 1


def test_without_pictures_there_is_none() -> None:
    assert count_completed([], []) == 0
