"""Sensitivity of an encoder."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.metrics.sensitivity import sensitivity, total_variance

SEEDS = st.integers(0, 2**32 - 1)


def codes(seed: int, n: int = 40, k: int = 5) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    code = rng.normal(size=(n, k)).astype(np.float32)
    return code, code + rng.normal(0, 0.1, (n, k)).astype(np.float32)


def test_the_shift_over_the_variance():
    code = np.array([[0, 0], [2, 0]], np.float32)  # variances 1 and 0
    moved = np.array([[0, 1], [2.5, 0]], np.float32)  # squared shifts 1 and 0.25
    assert sensitivity(code, moved) == pytest.approx((1 + 0.25) / 2 / 1)
    assert sensitivity(code, moved, code_variance=5) == pytest.approx(0.125)


def test_noise_through_a_linear_encoder_is_its_jacobians_norm():
    """Rifai et al. 2011: s² times the squared Frobenius norm."""
    rng = np.random.default_rng(0)
    images, jacobian = rng.random((20_000, 30)), rng.normal(size=(30, 4))
    code, moved = images @ jacobian, (images + rng.normal(0, 0.1, images.shape)) @ jacobian
    assert sensitivity(code, moved) * total_variance(code) == pytest.approx(0.01 * np.sum(jacobian**2), rel=0.02)


def test_a_code_that_does_not_move_is_not_sensitive():
    assert sensitivity(codes(0)[0], codes(0)[0]) == 0


@pytest.mark.parametrize("value", [0, 0.1, -7.3, 1e5])
def test_a_code_that_does_not_vary_is_no_code_whether_it_moves_or_not(value: float):
    dead = np.full((37, 3), value, np.float32)
    assert total_variance(dead) == 0
    assert sensitivity(dead, dead) == np.inf
    assert sensitivity(dead, dead + 1) == np.inf


@given(SEEDS, st.floats(2**-10, 2**10), st.floats(-10, 10))
def test_neither_scale_nor_shift_nor_rotation_nor_order_matters(seed: int, scale: float, shift: float):
    code, moved = (values.astype(np.float64) for values in codes(seed))
    rng = np.random.default_rng(seed)
    turn, order = np.linalg.qr(rng.normal(size=(5, 5)))[0], rng.permutation(len(code))
    assert sensitivity(*((scale * values @ turn + shift)[order] for values in (code, moved))) == pytest.approx(
        sensitivity(code, moved)
    )


@given(SEEDS, st.floats(0.1, 10))
def test_it_grows_with_the_square_of_the_shift(seed: int, factor: float):
    code, moved = (values.astype(np.float64) for values in codes(seed))
    assert sensitivity(code, code + factor * (moved - code)) == pytest.approx(factor**2 * sensitivity(code, moved))


@given(SEEDS)
def test_the_total_variance_is_the_sum_of_the_units(seed: int):
    code, _ = codes(seed)
    assert total_variance(code) == pytest.approx(code.astype(np.float64).var(axis=0).sum())
