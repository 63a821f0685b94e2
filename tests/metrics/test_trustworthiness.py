"""Trustworthiness of a code."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.metrics.trustworthiness import trustworthiness

from .linear import digits, fit

RNG = np.random.default_rng(0)
IMAGES = RNG.random((80, 5, 5)).astype(np.float32)


def test_the_pixels_themselves_are_to_be_trusted():
    assert trustworthiness(IMAGES, IMAGES.reshape(80, -1)) == 1


def test_one_stranger_costs_the_ranks_it_is_too_far():
    """On a line, 0 1 3 7 15: the code swaps the last two, which are then each other's and 3's neighbours no more."""
    pixels = np.array([0, 1, 3, 7, 15], np.float32)[:, None]
    code = np.array([0, 1, 3, 15, 7], np.float32)[:, None]
    # Nearest in the code: of 0, 1; of 1, 0; of 3, 1; of 15 (seen as 7), 3, its 2nd by pixels; of 7 (seen as 15), 15,
    # its 4th (3, 1, 0 and 15 lie 4, 6, 7 and 8 away). Ranks too far: 1 and 3. Worst: 2 / (n k (2n - 3k - 1)).
    assert trustworthiness(pixels, code, neighbours=1) == pytest.approx(1 - 2 / (5 * 1 * (10 - 3 - 1)) * (1 + 3))


def test_a_code_that_says_nothing_is_trusted_by_half():
    assert trustworthiness(RNG.random((1000, 5)), RNG.random((1000, 2)).astype(np.float32)) == pytest.approx(
        0.5, abs=0.05
    )


def test_a_wider_code_of_digits_is_trusted_more():
    images = digits()[0][:600]
    two, eight = (trustworthiness(images, fit(width).encode(images)) for width in (2, 8))
    assert 0.7 < two < 0.9 < 0.97 < eight < 1


def test_rows_beyond_two_thousand_are_not_looked_at():
    images = RNG.random((2100, 3)).astype(np.float32)
    spoilt = images.copy()
    spoilt[2000:] = 0
    assert trustworthiness(images, spoilt) == 1


@settings(max_examples=25)
@given(st.integers(0, 2**32 - 1), st.floats(0.25, 64))
def test_neither_order_nor_scale_nor_rotation_of_the_code_matters(seed: int, scale: float):
    rng = np.random.default_rng(seed)
    code = rng.random((80, 3))
    order, turn = rng.permutation(80), np.linalg.qr(rng.normal(size=(3, 3)))[0]
    value = trustworthiness(IMAGES, code)
    assert 0 <= value <= 1
    assert trustworthiness(IMAGES[order], code[order]) == pytest.approx(value)
    assert trustworthiness(IMAGES, scale * code @ turn + 1) == pytest.approx(value)
