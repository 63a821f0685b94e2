"""Purity of neighbourhoods."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.metrics.purity import nearest, neighbour_purity

from .linear import digits

RNG = np.random.default_rng(0)


def test_the_nearest_are_named_nearest_first_and_without_oneself():
    code = np.array([[0], [1], [3], [7]], np.float32)
    assert nearest(code, 2).tolist() == [[1, 2], [0, 2], [1, 0], [2, 1]]
    assert nearest(code, 2).dtype == np.int64


def test_a_duplicate_is_a_neighbour_and_oneself_is_not():
    code = np.array([[0, 0], [0, 0], [9, 9], [9, 9]], np.float32)
    assert nearest(code, 1).ravel().tolist() == [1, 0, 3, 2]


def test_the_share_of_ones_own_class():
    code = np.array([[0], [1], [3], [7]], np.float32)
    labels = np.array([0, 0, 1, 1])
    # neighbours' classes: 0 1 | 0 1 | 0 0 | 1 0
    assert neighbour_purity(code, labels, neighbours=2) == pytest.approx((0.5 + 0.5 + 0 + 0.5) / 4)


def test_classes_that_lie_apart_are_pure():
    labels = np.repeat(np.arange(4), 30)
    code = 100 * labels[:, None] + RNG.normal(size=(120, 3))
    assert neighbour_purity(code.astype(np.float32), labels) == 1


def test_a_code_that_says_nothing_has_the_shares_of_the_classes():
    labels = np.repeat([0, 1], [3000, 1000])
    assert neighbour_purity(RNG.random((4000, 2)), labels) == pytest.approx(0.75**2 + 0.25**2, abs=0.02)


def test_pixels_of_digits():
    images, labels = digits()
    assert 0.9 < neighbour_purity(images.reshape(-1, 784), labels) < 1


@settings(max_examples=25)
@given(st.integers(0, 2**32 - 1), st.integers(1, 20))
def test_neither_order_nor_rotation_nor_the_names_of_classes_matter(seed: int, neighbours: int):
    rng = np.random.default_rng(seed)
    code, labels = rng.random((60, 3)), rng.integers(0, 4, 60)
    order, turn = rng.permutation(60), np.linalg.qr(rng.normal(size=(3, 3)))[0]
    value = neighbour_purity(code, labels, neighbours)
    assert 0 <= value <= 1
    assert neighbour_purity(code[order], labels[order], neighbours) == pytest.approx(value)
    assert neighbour_purity(3 * code @ turn, 9 - labels, neighbours) == pytest.approx(value)
