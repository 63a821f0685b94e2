"""The digits that stand in for MNIST: always there, the same on every machine, and usable like it."""

import hashlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from grader.datasets import load
from grader.datasets.stand_in import enlarged
from grader.errors import MissingDataset


@pytest.fixture(scope="module")
def digits():
    return load("digits")


def sha256(array):
    return hashlib.sha256(np.ascontiguousarray(array)).hexdigest()


def test_it_has_the_shape_of_mnist(digits):
    assert (digits.name, digits.x_train.shape, digits.x_test.shape) == ("digits", (60_000, 28, 28), (10_000, 28, 28))
    assert (digits.y_train.shape, digits.y_test.shape) == ((60_000,), (10_000,))
    assert {array.dtype for array in (digits.x_train, digits.y_train, digits.x_test, digits.y_test)} == {
        np.dtype(np.uint8)
    }


def test_every_class_is_in_both_splits(digits):
    assert np.bincount(digits.y_train).min() >= 5_800
    assert np.bincount(digits.y_test).min() >= 900


def test_every_image_reaches_from_black_to_white(digits):
    for images in (digits.x_train, digits.x_test):
        assert set(images.min(axis=(1, 2))) == {0}
        assert set(images.max(axis=(1, 2))) == {255}


def test_no_image_is_there_twice(digits):
    images = np.concatenate([digits.x_train, digits.x_test])
    assert len(np.unique(images, axis=0)) == 70_000


def test_it_is_the_same_everywhere(digits):
    assert sha256(digits.x_train) == "27e76d8ce28467364fc7c7d9d87a2fa1e6ea682098452c13d540e16c79f2ae3f"
    assert sha256(digits.x_test) == "03a529b29044933f0afe2dad059d6345c8527b232e442c8bf86ad66bb190ba4d"
    assert (
        sha256(np.concatenate([digits.y_train, digits.y_test]))
        == "299ae1518ebfa3143bdfe77fb099785b773a836d6496289f7abd836d5550d978"
    )


def test_its_labels_are_those_of_scikit_learn(digits):
    from sklearn.datasets import load_digits

    theirs = load_digits().target
    np.testing.assert_array_equal(digits.y_train[: 2 * 1_437], np.tile(theirs[:1_437], 2))
    np.testing.assert_array_equal(digits.y_test[:360], theirs[1_437:])


def test_no_original_is_in_both_splits(digits):
    """Averaged over their variants, the training images are other ones than the test images."""
    own = np.stack([digits.x_train[start::1_437].mean(axis=0) for start in range(1_437)]).reshape(1_437, -1)
    others = np.stack([digits.x_test[start::360].mean(axis=0) for start in range(360)]).reshape(360, -1)
    correlation = np.corrcoef(own, others)[:1_437, 1_437:]
    assert correlation.max() < 0.999


def test_arrays_cannot_be_written(digits):
    with pytest.raises(ValueError, match="read-only"):
        digits.x_test[0, 0, 0] = 1


@given(arrays(np.uint8, (2, 8, 8), elements=st.integers(0, 16)))
def test_enlarging_is_bilinear(small):
    small[:, 0, :2] = 0, 16  # no image is constant
    grid = np.clip((np.arange(28) + 0.5) * 8 / 28 - 0.5, 0, 7)
    rows = np.stack([[np.interp(grid, range(8), row) for row in image] for image in small.astype(float)])
    expected = np.stack([[np.interp(grid, range(8), column) for column in image.T] for image in rows])
    expected = expected.transpose(0, 2, 1)
    expected -= expected.min(axis=(1, 2), keepdims=True)
    expected *= 255 / expected.max(axis=(1, 2), keepdims=True)
    np.testing.assert_allclose(enlarged(small), expected, atol=0.5 + 1e-9)


def test_without_scikit_learn_it_says_so(monkeypatch):
    from grader.datasets import stand_in

    monkeypatch.setattr(stand_in, "find_spec", lambda name: None)
    with pytest.raises(MissingDataset, match="scikit-learn"):
        stand_in.digits.__wrapped__()
