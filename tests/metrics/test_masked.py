"""Error on the missing pixels."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.metrics.masked import masked_error
from grader.metrics.reconstruction import reconstruction_error

SEEDS = st.integers(0, 2**32 - 1)


def example(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    images, outputs = rng.random((2, 6, 5, 5)).astype(np.float32)
    missing = rng.random(images.shape) < 0.4
    missing[0, 0, 0] = True
    return images, outputs, missing


def test_only_what_is_missing_counts_and_each_pixel_the_same():
    images = np.zeros((2, 2, 2), np.float32)
    outputs = np.array([[[1, 9], [9, 9]], [[2, 2], [9, 9]]], np.float32)
    missing = np.array([[[1, 0], [0, 0]], [[1, 1], [0, 0]]], bool)
    assert masked_error(images, outputs, missing) == pytest.approx((1 + 4 + 4) / 3)


@given(SEEDS)
def test_what_is_written_over_visible_pixels_changes_nothing(seed: int):
    images, outputs, missing = example(seed)
    elsewhere = np.where(missing, outputs, np.float32(7))
    assert masked_error(images, elsewhere, missing) == masked_error(images, outputs, missing)
    assert masked_error(images, np.where(missing, images, outputs), missing) == 0


@given(SEEDS)
def test_with_all_missing_it_is_the_reconstruction_error(seed: int):
    images, outputs, missing = example(seed)
    everything = np.ones_like(missing)
    assert masked_error(images, outputs, everything) == pytest.approx(reconstruction_error(images, outputs).mean())


@given(SEEDS)
def test_neither_order_nor_shape_matters(seed: int):
    images, outputs, missing = example(seed)
    flat = (values[::-1].reshape(len(values), -1) for values in (images, outputs, missing))
    assert masked_error(*flat) == pytest.approx(masked_error(images, outputs, missing))


def test_nan_counts_where_it_is_missing_only():
    images, outputs, missing = example(0)
    assert np.isfinite(masked_error(images, np.where(missing, outputs, np.nan), missing))
    assert np.isnan(masked_error(images, np.where(missing, np.nan, outputs), missing))


def test_nothing_missing_or_another_shape_is_refused():
    images, outputs, missing = example(0)
    with pytest.raises(ValueError, match="no pixel"):
        masked_error(images, outputs, np.zeros_like(missing))
    with pytest.raises(ValueError, match="differ in shape"):
        masked_error(images, outputs[:1], missing)
    with pytest.raises(ValueError, match="differ in shape"):
        masked_error(images, outputs, missing[:, :1])
