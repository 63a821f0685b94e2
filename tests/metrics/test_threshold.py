"""Share flagged by a threshold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from grader.metrics.threshold import share_flagged

ERRORS = arrays(np.float64, st.integers(1, 50), elements=st.floats(0, 10))


def test_what_lies_above_is_flagged_and_what_lies_on_it_is_not():
    assert share_flagged(np.array([0.1, 0.2, 0.3, 0.4]), 0.2) == 0.5


def test_mean_and_two_standard_deviations_of_a_normal_sample():
    errors = np.random.default_rng(0).normal(5, 1, 100_000)
    assert share_flagged(errors, errors.mean() + 2 * errors.std()) == pytest.approx(0.0228, abs=0.002)


def test_a_threshold_from_the_mix_it_judges_flags_nothing():
    """unidad-5, § 5.3: with half anomalies, mean + 2 sd lies above them all."""
    mix = np.repeat([0.01, 0.2], 100)
    assert share_flagged(mix, mix.mean() + 2 * mix.std()) == 0


@given(ERRORS, st.floats(0, 10), st.floats(0, 10))
def test_a_higher_threshold_never_flags_more(errors: np.ndarray, a: float, b: float):
    low, high = sorted((a, b))
    assert 0 <= share_flagged(errors, high) <= share_flagged(errors, low) <= 1


@given(ERRORS, st.floats(0, 10))
def test_neither_order_nor_unit_matters(errors: np.ndarray, threshold: float):
    assert share_flagged(errors[::-1] * 4, threshold * 4) == share_flagged(errors, threshold)


@given(ERRORS)
def test_the_ends(errors: np.ndarray):
    assert share_flagged(errors, -1) == 1
    assert share_flagged(errors, errors.max()) == 0
