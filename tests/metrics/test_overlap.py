import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from grader.metrics.overlap import overlap_coefficient

samples = arrays(np.float64, st.integers(1, 60), elements=st.floats(0, 1e6))


@given(samples, samples)
def test_is_symmetric_and_within_0_and_1(a: np.ndarray, b: np.ndarray) -> None:
    overlap = overlap_coefficient(a, b)
    assert overlap == pytest.approx(overlap_coefficient(b, a), abs=1e-12)
    assert 0 <= overlap <= 1 + 1e-12


@given(samples)
def test_identical_samples_overlap_wholly(a: np.ndarray) -> None:
    assert overlap_coefficient(a, a.copy()) == pytest.approx(1)


@given(arrays(np.float64, 50, elements=st.floats(0, 1)), arrays(np.float64, 50, elements=st.floats(0, 1)))
def test_disjoint_samples_do_not_overlap(a: np.ndarray, b: np.ndarray) -> None:
    assert overlap_coefficient(a, b + 3) == 0


@given(samples, st.floats(0.001, 1000))
def test_a_unit_changes_nothing_for_a_sample_against_itself_shifted(a: np.ndarray, unit: float) -> None:
    assert overlap_coefficient(a * unit, a * unit) == pytest.approx(1)


def test_is_the_area_under_both_densities() -> None:
    rng = np.random.default_rng(0)
    a, b = rng.uniform(0, 1, 200_000), rng.uniform(0.5, 1.5, 200_000)
    assert overlap_coefficient(a, b) == pytest.approx(0.5, abs=0.01)


def test_each_sample_weighs_the_same_whatever_its_size() -> None:
    rng = np.random.default_rng(1)
    a, b = rng.normal(0, 1, 2_000), rng.normal(2, 1, 200_000)
    assert overlap_coefficient(a, b, bins=50) == pytest.approx(0.317, abs=0.02)  # 2 * Phi(-1)


def test_the_tail_counts_in_the_last_bin() -> None:
    a = np.concatenate([np.zeros(999), [100.0]])
    assert overlap_coefficient(a, np.concatenate([np.ones(999), [90.0]]), bins=10) == pytest.approx(0.001)


def test_two_constants_are_one_or_none() -> None:
    assert overlap_coefficient(np.zeros(5), np.zeros(9)) == 1
    assert overlap_coefficient(np.zeros(5), np.ones(9)) == 0


def test_an_empty_sample_is_refused() -> None:
    with pytest.raises(ValueError, match="two samples"):
        overlap_coefficient(np.zeros(0), np.ones(3))
