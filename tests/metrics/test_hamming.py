"""Binary codes of semantic hashing."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from grader.metrics.hamming import binarise, bits_in_use, hamming_precision, saturation, saturation_in_use, unit_range

RNG = np.random.default_rng(0)
SEEDS = st.integers(0, 2**32 - 1)
CODES = arrays(np.float32, st.tuples(st.integers(1, 12), st.integers(1, 6)), elements=st.floats(-100, 100, width=32))


def sigmoid(values: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-values))


def test_bits_are_what_lies_above_one_threshold_or_each_units_own():
    code = np.array([[0.2, 5], [0.7, 7], [0.5, 9]], np.float32)
    assert binarise(code, 0.5).tolist() == [[False, True], [True, True], [False, True]]
    assert binarise(code, np.array([0.5, 7], np.float32)).tolist() == [[False, False], [True, False], [False, True]]


def test_a_code_within_the_range_of_a_sigmoid_is_not_stretched():
    hovering = RNG.uniform(0.4, 0.6, (100, 8)).astype(np.float32)
    assert (unit_range(hovering) == hovering).all()
    assert saturation(hovering) == 0


@given(CODES)
def test_any_code_comes_to_lie_within_the_range_of_a_sigmoid(code: np.ndarray):
    values = unit_range(code)
    assert values.shape == code.shape
    assert (values >= 0).all()
    assert (values <= 1).all()
    assert 0 <= saturation(code) <= 1


def test_values_near_either_end_are_saturated_and_those_on_the_border_are_not():
    assert saturation(np.array([[0, 0.05, 0.25], [0.5, 0.75, 0.95]], np.float32)) == pytest.approx(3 / 6)
    assert saturation(np.array([[0.25, 0.75]], np.float32), low=0.25, high=0.75) == 0


def test_a_hyperbolic_tangent_is_a_sigmoid_on_another_scale():
    values = RNG.normal(0, 3, (500, 8))
    assert saturation(np.tanh(values / 2)) == pytest.approx(saturation(sigmoid(values)), abs=0.01)


@given(SEEDS, st.floats(2, 1000), st.floats(-1000, 1000))
def test_neither_scale_nor_shift_of_bits_matters(seed: int, scale: float, shift: float):
    bits = np.random.default_rng(seed).integers(0, 2, (20, 4)).astype(np.float64)
    bits[0, :2] = 0, 1
    assert saturation(bits) == 1
    assert saturation(scale * bits + shift) == 1


def test_a_relu_code_is_not_saturated_where_it_only_leaves_the_band():
    relu = np.maximum(RNG.normal(8, 4, (2000, 32)), 0)
    assert np.mean((relu < 0.1) | (relu > 0.9)) > 0.97
    assert saturation(relu) < 0.2


def test_units_at_one_end_do_not_make_the_others_binary():
    hovering, binary = RNG.uniform(0.2, 0.8, (500, 2)), RNG.integers(0, 2, (500, 3)).astype(np.float64)
    dead = np.zeros((500, 20))
    assert saturation(np.hstack([hovering, dead])) > 0.9
    assert saturation_in_use(np.hstack([hovering, dead])) == 0
    assert saturation_in_use(np.hstack([binary, dead])) == 1
    assert saturation_in_use(np.hstack([hovering, binary])) == pytest.approx(3 / 5)
    assert saturation_in_use(dead) == 0


def test_a_sparse_code_is_saturated_without_a_bit_in_use():
    sparse = np.maximum(RNG.normal(-6, 5, (2000, 32)), 0)
    assert saturation(sparse) > 0.85
    assert bits_in_use(binarise(unit_range(sparse), 0.5)) == 0


def test_a_dead_code_has_no_bit_in_use():
    assert bits_in_use(binarise(unit_range(np.full((50, 4), 3.0)), 0.5)) == 0


def test_a_bit_that_is_nearly_always_the_same_is_not_in_use():
    bits = np.arange(100)[:, None] < np.array([0, 4, 5, 50, 95, 96, 100])
    assert bits_in_use(bits) == 3


@given(SEEDS)
def test_neither_order_nor_meaning_of_bits_matters_for_their_use(seed: int):
    rng = np.random.default_rng(seed)
    bits = rng.random((64, 10)) < rng.random(10)
    assert bits_in_use(~bits[rng.permutation(64)][:, rng.permutation(10)]) == bits_in_use(bits)


def test_precision_of_the_nearest_by_distance():
    bits = np.array([[0, 0, 0], [0, 0, 1], [0, 1, 1], [1, 1, 1]], bool)
    labels = np.array([0, 0, 1, 0])
    assert [hamming_precision(bits, labels, np.array([0]), nearest) for nearest in (1, 2, 3)] == pytest.approx(
        [1, 1 / 2, 2 / 3]
    )


def test_a_query_does_not_find_itself():
    bits, labels = np.zeros((2, 3), bool), np.array([0, 1])
    assert hamming_precision(bits, labels, np.array([0, 1]), nearest=1) == 0


def test_ties_count_by_their_chance():
    bits = np.array([[0, 0], [0, 0], [1, 0], [0, 1], [1, 0]], bool)
    labels = np.array([0, 0, 0, 1, 1])
    # one hit at distance 0, then one of three at distance 1, of which one more is drawn
    assert hamming_precision(bits, labels, np.array([0]), nearest=2) == pytest.approx((1 + 1 / 3) / 2)


@given(SEEDS, st.integers(1, 5))
def test_it_is_the_mean_over_all_ways_to_break_ties(seed: int, nearest: int):
    rng = np.random.default_rng(seed)
    bits, labels = rng.random((6, 2)) < 0.5, rng.integers(0, 2, 6)
    distances = np.count_nonzero(bits != bits[0], axis=1)
    precisions = [
        np.mean(labels[sorted(order, key=lambda row: distances[row])[:nearest]] == labels[0])
        for order in itertools.permutations(range(1, 6))
    ]
    assert hamming_precision(bits, labels, np.array([0]), nearest) == pytest.approx(np.mean(precisions))


@given(SEEDS)
def test_neither_the_order_of_images_nor_that_of_bits_nor_their_meaning_matters(seed: int):
    rng = np.random.default_rng(seed)
    bits, labels, queries = rng.random((40, 8)) < 0.5, rng.integers(0, 3, 40), rng.permutation(40)[:9]
    order, flipped = rng.permutation(40), rng.random(8) < 0.5
    value = hamming_precision(bits, labels, queries, nearest=10)
    assert 0 <= value <= 1
    assert hamming_precision(
        (bits ^ flipped)[order][:, rng.permutation(8)], labels[order], np.argsort(order)[queries], nearest=10
    ) == pytest.approx(value)


def test_a_code_that_says_nothing_finds_the_share_of_the_class():
    labels = np.repeat([0, 1], [300, 701])
    constant = np.zeros((1001, 4), bool)
    assert hamming_precision(constant, labels, np.array([1000]), nearest=100) == pytest.approx(0.7)
