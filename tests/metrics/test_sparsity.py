"""Sparsity of activations."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from grader.metrics.sparsity import dead_share, hoyer, near_zero_share

CODES = arrays(np.float32, st.tuples(st.integers(1, 20), st.integers(1, 12)), elements=st.floats(-100, 100, width=32))


def test_hoyer_is_zero_where_all_units_are_alike_and_one_where_one_is_active():
    assert hoyer(np.ones((5, 16), np.float32)) == pytest.approx(0)
    assert hoyer(np.eye(16, dtype=np.float32)) == pytest.approx(1)


def test_hoyer_of_half_the_units():
    # sqrt(4) - 2 / sqrt(2) over sqrt(4) - 1
    assert hoyer(np.array([[1, 1, 0, 0]], np.float32)) == pytest.approx(2 - np.sqrt(2))


@given(CODES, st.floats(0.125, 1024, width=32))
def test_no_measure_changes_with_the_scale(code, factor):
    code = np.where(np.abs(code) < 1e-3, 0, code).astype(np.float32)
    for measure in (hoyer, near_zero_share, dead_share):
        assert measure(code * np.float32(factor)) == pytest.approx(
            measure(code), abs=0.1 if measure is not hoyer else 1e-4
        )


@given(CODES)
def test_all_measures_lie_between_zero_and_one(code):
    for measure in (hoyer, near_zero_share, dead_share):
        assert 0 <= measure(code) <= 1


def test_a_unit_no_image_activates_is_dead():
    code = np.array([[3, 0, 0.001], [0, 0, 0.02]], np.float32)
    assert dead_share(code) == pytest.approx(2 / 3)
    assert near_zero_share(code) == pytest.approx(5 / 6)


def test_a_code_of_zeros_is_dead():
    zeros = np.zeros((4, 3), np.float32)
    assert (hoyer(zeros), near_zero_share(zeros), dead_share(zeros)) == (pytest.approx(1), 1, 1)
