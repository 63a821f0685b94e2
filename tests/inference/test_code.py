import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from grader.inference.code import through_float16


@given(st.integers(0, 2**32 - 1), st.floats(1e-3, 1e6))
def test_values_survive_to_a_thousandth_of_their_unit(seed: int, scale: float) -> None:
    code = (np.random.default_rng(seed).normal(size=(50, 8)) * scale).astype(np.float32)
    error = np.abs(through_float16(code) - code)
    assert (error <= np.abs(code).max(axis=0) * 1e-3).all()


def test_a_large_code_is_not_lost_to_overflow() -> None:
    code = np.array([[200_000.0, 1.0], [100_000.0, 0.5]], dtype=np.float32)
    assert np.isfinite(through_float16(code)).all()


def test_dead_units_stay_zero() -> None:
    assert (through_float16(np.zeros((4, 3), np.float32)) == 0).all()


def test_bits_packed_into_the_mantissa_are_lost() -> None:
    bits = np.random.default_rng(0).integers(0, 2**23, (100, 4))
    packed = (1 + bits / 2**23).astype(np.float32)
    back = np.rint((through_float16(packed) - 1) * 2**23).astype(int)
    assert np.mean(back == bits) < 0.05
