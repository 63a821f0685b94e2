"""Principal angles between subspaces."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.metrics.principal_angles import cosines


def smallest(a: np.ndarray, b: np.ndarray) -> float:
    return float(cosines(a, b).min())


SEEDS = st.integers(0, 2**32 - 1)


def basis(seed: int, rows: int, width: int = 12) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(rows, width)).astype(np.float32)


def mixing(seed: int, size: int) -> np.ndarray:
    """An invertible matrix of condition 10 at most."""
    rng = np.random.default_rng(seed)
    left, right = (np.linalg.qr(rng.normal(size=(size, size)))[0] for _ in range(2))
    return (left * rng.uniform(0.1, 1, size) @ right).astype(np.float32)


def test_two_lines_have_the_cosine_of_their_angle():
    x = np.array([[1, 0, 0]], np.float32)
    for degrees in (0, 30, 60, 90, 150):
        angle = np.radians(degrees)
        line = np.array([[5 * np.cos(angle), 5 * np.sin(angle), 0]], np.float32)
        assert smallest(x, line) == pytest.approx(abs(np.cos(angle)), abs=1e-6)


def test_planes_that_share_a_line_have_the_angle_of_the_rest():
    plane = np.eye(3, dtype=np.float32)[:2]
    tilted = np.array([[1, 0, 0], [0, np.cos(0.7), np.sin(0.7)]], np.float32)
    assert cosines(plane, tilted) == pytest.approx([np.cos(0.7), 1], abs=1e-6)


def test_too_few_or_dependent_rows_span_nothing_of_the_kind():
    plane = np.eye(3, dtype=np.float32)[:2]
    assert smallest(plane[:1], plane) == 0
    assert smallest(plane[[0, 0]], plane) == 0
    assert smallest(np.array([[1, 0, 0], [0, 0, 0]], np.float32), plane) == 0
    assert smallest(np.zeros_like(plane), plane) == 0


@given(SEEDS)
def test_rows_that_depend_but_for_rounding_are_dependent(seed: int):
    rows = basis(seed, 2)
    third = rows[0] * np.float32(0.3) + rows[1] * np.float32(0.7)
    assert smallest(np.vstack([rows, third]), basis(seed + 1, 3)) == 0


def test_a_wider_subspace_holds_a_narrower_one():
    rows = basis(0, 5)
    assert smallest(rows, rows[1:3]) == pytest.approx(1)


@given(SEEDS, SEEDS, st.integers(1, 6))
def test_another_basis_spans_the_same(seed: int, other: int, rows: int):
    a, b = basis(seed, rows), basis(other, rows)
    assert smallest(mixing(seed, rows) @ a, a) == pytest.approx(1, abs=1e-4)
    assert smallest(mixing(seed, rows) @ a, b) == pytest.approx(smallest(a, b), abs=1e-3)


@given(SEEDS, SEEDS, st.integers(1, 6))
def test_a_rotation_of_both_changes_no_angle(seed: int, other: int, rows: int):
    a, b = basis(seed, rows), basis(other, rows)
    turn = np.linalg.qr(np.random.default_rng(seed).normal(size=(12, 12)))[0].astype(np.float32)
    assert smallest(a @ turn, b @ turn) == pytest.approx(smallest(a, b), abs=1e-3)


@given(SEEDS, SEEDS, st.integers(1, 6))
def test_it_is_symmetric_and_within_0_and_1(seed: int, other: int, rows: int):
    a, b = basis(seed, rows), basis(other, rows)
    found = cosines(a, b)
    assert found == pytest.approx(cosines(b, a), abs=1e-6)
    assert found.min() >= 0
    assert found.max() <= 1
