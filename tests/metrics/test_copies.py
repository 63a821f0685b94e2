"""Distance to the nearest real image."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.metrics.copies import most_alike, nearest_distance

RNG = np.random.default_rng(0)
REAL = RNG.random((300, 28, 28)).astype(np.float32)


def test_a_copy_is_at_no_distance():
    assert (nearest_distance(REAL[[7, 250, 7]], REAL) == 0).all()


def test_a_pixel_moved_is_as_far_as_it_was_moved():
    moved = REAL[:5].copy()
    moved[:, 3, 4] += 0.25
    assert nearest_distance(moved, REAL) == pytest.approx(np.full(5, 0.25), rel=1e-5)


def test_black_and_white_are_the_diagonal_apart():
    black, white = np.zeros((1, 28, 28), np.float32), np.ones((1, 28, 28), np.float32)
    assert nearest_distance(black, white) == pytest.approx([28])


@settings(max_examples=25)
@given(st.integers(0, 2**32 - 1))
def test_it_is_the_smallest_of_all_distances_whatever_their_order(seed: int):
    rng = np.random.default_rng(seed)
    made, real = rng.random((2, 40, 28, 28)).astype(np.float32)
    made = made[:7]
    pairs = np.linalg.norm((made[:, None].astype(np.float64) - real[None]).reshape(7, 40, -1), axis=2)
    distances = nearest_distance(made, real)
    assert distances == pytest.approx(pairs.min(axis=1))
    assert nearest_distance(made[::-1], real[rng.permutation(40)]) == pytest.approx(distances[::-1])
    assert distances.dtype == np.float64


@settings(max_examples=25)
@given(st.integers(1, 299))
def test_more_real_images_are_never_farther(count: int):
    made = RNG.random((3, 28, 28)).astype(np.float32)
    assert (nearest_distance(made, REAL) <= nearest_distance(made, REAL[:count])).all()


def test_the_most_alike_come_first() -> None:
    real = np.random.default_rng(0).random((50, 28, 28)).astype(np.float32)
    found = most_alike(0.9 * real[[7, 3]], real, 4)
    assert found.shape == (2, 4)
    assert found[:, 0].tolist() == [7, 3]
