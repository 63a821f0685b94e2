import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.metrics.reconstruction import reconstruction_error


@given(st.integers(1, 20), st.integers(0, 2**32 - 1))
def test_it_is_the_mean_of_squared_differences_per_image(n: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    images, made = rng.random((2, n, 28, 28)).astype(np.float32)
    expected = [np.mean((a.astype(float) - b) ** 2) for a, b in zip(images, made, strict=True)]
    assert reconstruction_error(images, made) == pytest.approx(np.array(expected))


def test_a_copy_has_no_error() -> None:
    images = np.random.default_rng(0).random((3, 28, 28)).astype(np.float32)
    assert (reconstruction_error(images, images) == 0).all()


def test_broadcasting_is_refused() -> None:
    images = np.zeros((5, 28, 28), np.float32)
    with pytest.raises(ValueError, match="differ in shape"):
        reconstruction_error(images, images[:1])


def test_nan_stays_nan() -> None:
    images = np.zeros((1, 28, 28), np.float32)
    made = images.copy()
    made[0, 0, 0] = np.nan
    assert np.isnan(reconstruction_error(images, made)).all()
