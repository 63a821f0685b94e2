"""KL divergence to the prior, and active units."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.integrate import quad
from scipy.stats import norm

from grader.metrics.kl import active_units, kl_to_prior

SHAPES = st.tuples(st.integers(1, 12), st.integers(1, 6))
PAIRS = SHAPES.flatmap(
    lambda shape: st.tuples(
        arrays(np.float32, shape, elements=st.floats(-1e4, 1e4, width=32)),
        arrays(np.float32, shape, elements=st.floats(0, 1e4, width=32)),
    )
)


def test_the_prior_itself_has_none():
    assert kl_to_prior(np.zeros((3, 2), np.float32), np.ones((3, 2), np.float32)).tolist() == [0, 0]


def test_a_mean_costs_half_its_square_and_the_units_are_told_apart():
    mean = np.array([[2, 0], [0, 1]], np.float32)
    assert kl_to_prior(mean, np.ones((2, 2), np.float32)) == pytest.approx([1, 0.25])


@pytest.mark.parametrize(("mean", "sd"), [(0, 0.5), (1.5, 1), (-2, 0.1), (0.3, 3)])
def test_it_is_the_integral(mean: float, sd: float):
    p, q = norm(mean, sd), norm()
    integral = quad(lambda z: p.pdf(z) * (p.logpdf(z) - q.logpdf(z)), mean - 12 * sd, mean + 12 * sd)[0]
    assert kl_to_prior(np.array([[mean]]), np.array([[sd]]))[0] == pytest.approx(integral)


def test_it_is_the_lessons_formula_in_the_log_variance():
    rng = np.random.default_rng(0)
    mean, log_variance = rng.normal(size=(2, 50, 3))
    lesson = -0.5 * np.mean(1 + log_variance - mean**2 - np.exp(log_variance), axis=0)
    assert kl_to_prior(mean, np.exp(log_variance / 2)) == pytest.approx(lesson)


def test_a_standard_deviation_of_zero_costs_much_and_stays_a_number():
    kl = kl_to_prior(np.zeros((4, 1), np.float32), np.zeros((4, 1), np.float32))
    assert 10 < kl[0] < 20


@given(PAIRS)
def test_it_is_finite_and_never_negative(pair: tuple[np.ndarray, np.ndarray]):
    kl = kl_to_prior(*pair)
    assert kl.shape == pair[0].shape[1:]
    assert kl.dtype == np.float64
    assert np.isfinite(kl).all()
    assert (kl >= -1e-9).all()


@given(PAIRS)
def test_neither_the_order_of_images_nor_the_sign_of_means_matters(pair: tuple[np.ndarray, np.ndarray]):
    mean, sd = pair
    assert kl_to_prior(-mean[::-1], sd[::-1]) == pytest.approx(kl_to_prior(mean, sd))


def test_units_above_a_tenth_of_a_nat_are_active():
    assert active_units(np.array([0, 0.1, 0.11, 3])) == 2
    assert active_units(np.array([0, 0.1, 0.11, 3]), threshold=1) == 1
    assert active_units(kl_to_prior(np.zeros((9, 5)), np.ones((9, 5)))) == 0
