import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.metrics.linearity import nonlinearity


@given(st.integers(0, 2**32 - 1), st.floats(0.1, 100))
def test_an_affine_function_has_none_on_any_scale(seed: int, scale: float) -> None:
    rng = np.random.default_rng(seed)
    matrix, offset = scale * rng.normal(size=(4, 3)), rng.normal(size=3)
    a, b = rng.normal(size=(2, 20, 4))
    assert nonlinearity(a @ matrix + offset, b @ matrix + offset, (a + b) / 2 @ matrix + offset) < 1e-9


def test_the_middle_that_is_an_end_is_as_far_as_half_the_way() -> None:
    a, b = np.zeros((5, 2)), np.ones((5, 2))
    assert nonlinearity(a, b, a) == pytest.approx(1.0)


def test_a_function_that_does_not_vary_is_not_linear() -> None:
    still = np.ones((5, 2))
    assert nonlinearity(still, still, still) == float("inf")
