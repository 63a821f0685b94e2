"""Fingerprints survive what students do to pixels, tell images apart, and notice what is hidden in them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from grader.box.fingerprint import NO_IMAGE, examine, fingerprints, match_share
from grader.datasets import Dataset, load


def residual(rows: np.ndarray) -> float:
    return float(examine(rows)[1].max(initial=0.0))


@pytest.fixture(scope="module")
def fashion() -> Dataset:
    return load("fashion_mnist")


@pytest.fixture(scope="module")
def raw(fashion):
    return fashion.x_train[:500]


def eight_bit(seed):
    """Images that reach from 0 to 255, as those of both datasets nearly do."""
    images = np.random.default_rng(seed).integers(0, 256, (3, 28, 28)).astype(np.uint8)
    images[:, 0, 0], images[:, 0, 1] = 0, 255
    return images


SCALES = {
    "divided by 255": lambda x: x / 255,
    "divided by 255 twice": lambda x: x / 255 / 255,
    "minus one to one": lambda x: x / 127.5 - 1,
    "standardised": lambda x: (x - x.mean()) / x.std(),
    "centred": lambda x: (x / 255 - 0.5) / 0.5,
    "its own range": lambda x: (x - x.min((1, 2), keepdims=True)) / np.ptp(x, axis=(1, 2), keepdims=True),
    "unit length": lambda x: x / np.linalg.norm(x, axis=(1, 2), keepdims=True),
}
LAYOUTS = {
    "flat": lambda x: x.reshape(-1, 784),
    "channel last": lambda x: x[..., None],
    "channel first": lambda x: x[:, None],
    "three channels": lambda x: np.repeat(x[..., None], 3, axis=-1),
    "padded": lambda x: np.pad(x, ((0, 0), (2, 2), (2, 2))),
    "padded with a channel": lambda x: np.pad(x, ((0, 0), (2, 2), (2, 2)))[..., None],
    "padded and flat": lambda x: np.pad(x, ((0, 0), (2, 2), (2, 2))).reshape(-1, 1024),
}


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
@pytest.mark.parametrize("scale", SCALES.values(), ids=SCALES)
def test_scale_and_dtype_change_nothing(raw, scale, dtype):
    np.testing.assert_array_equal(fingerprints(scale(raw.astype(np.float64)).astype(dtype)), fingerprints(raw))


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_layout_changes_nothing(raw, layout):
    np.testing.assert_array_equal(fingerprints(layout(raw / 255)), fingerprints(raw))


@pytest.mark.parametrize("dtype", ["uint8", "int32", "int64", "float16"])
def test_raw_levels_of_any_dtype_are_the_same(raw, dtype):
    np.testing.assert_array_equal(fingerprints(raw.astype(dtype)), fingerprints(raw))


@given(st.integers(0, 1_000), st.floats(1e-3, 1e3), st.floats(-10, 10))
def test_any_positive_affine_scale_changes_nothing(seed, scale, offset):
    images = eight_bit(seed)
    np.testing.assert_array_equal(fingerprints(images * scale + offset * scale), fingerprints(images))


@given(st.integers(0, 1_000), st.integers(0, 783), st.integers(1, 255))
def test_one_changed_pixel_changes_the_fingerprint(seed, pixel, change):
    images = eight_bit(seed)[:1]
    changed = images.copy()
    changed.reshape(-1)[pixel] ^= change
    assert fingerprints(changed)[0] != fingerprints(images)[0]


def test_no_two_known_images_share_a_fingerprint_in_any_form(fashion):
    forms = [
        fingerprints(form)
        for images in (fashion.x_train, fashion.x_test)
        for form in (images, 255 - images, images[:, :, ::-1], images[:, ::-1])
    ]
    together = np.concatenate(forms)
    assert len(np.unique(together)) == len(together) == 4 * 70_000


def test_each_row_stands_for_itself(raw):
    shuffled = np.random.default_rng(0).permutation(len(raw))
    np.testing.assert_array_equal(fingerprints(raw[shuffled]), fingerprints(raw)[shuffled])


@pytest.mark.parametrize(
    "rows",
    [
        np.zeros((2, 784)),
        np.full((2, 28, 28), np.nan),
        np.array([[np.inf] + [0.0] * 783]),
        np.array([[-3e38, 3e38] + [0.0] * 782], np.float32),
        np.eye(10),
        np.random.default_rng(0).random((2, 64)),
        np.random.default_rng(0).random((2, 28, 28, 3)),
        np.random.default_rng(0).random((2, 7, 7, 24)),
        np.zeros(5),
        np.full((2, 784), "a"),
    ],
    ids=["constant", "nan", "infinite", "overflowing", "labels", "codes", "colours", "features", "numbers", "words"],
)
def test_what_is_no_image_has_no_fingerprint(rows):
    assert fingerprints(rows).tolist() == [NO_IMAGE] * len(rows)
    assert residual(rows) == 0.0


def test_a_bad_row_leaves_the_others_alone(raw):
    rows = raw / 255
    rows[3, 5, 5] = np.nan
    expected = fingerprints(raw)
    expected[3] = NO_IMAGE
    np.testing.assert_array_equal(fingerprints(rows), expected)


def test_no_rows_give_no_fingerprints():
    empty = np.zeros((0, 28, 28), np.float32)
    assert fingerprints(empty).shape == (0,)
    assert residual(empty) == 0.0


@given(arrays(np.float32, (2, 784), elements=st.floats(width=32)))
def test_any_floats_are_taken(rows):
    assert fingerprints(rows).dtype == np.uint64
    assert 0.0 <= residual(rows) <= 0.5


@pytest.mark.parametrize("scale", SCALES.values(), ids=SCALES)
@pytest.mark.parametrize(("dtype", "most"), [("float64", 0.001), ("float32", 0.01), ("float16", 0.25)])
def test_honest_images_stay_on_their_steps(raw, scale, dtype, most):
    assert residual(scale(raw.astype(np.float64)).astype(dtype)) < most


@pytest.mark.parametrize("amount", [0.05, 0.3])
def test_data_in_the_low_bits_strays_from_the_steps(raw, amount):
    secret = np.random.default_rng(0).random(raw.shape)
    assert residual((raw + amount * secret) / 255) > 0.9 * amount


def test_data_in_the_low_bits_of_one_image_is_seen(raw):
    rows = raw / 255
    rows[7] += 0.3 / 255 * np.random.default_rng(0).random((28, 28))
    assert residual(rows) > 0.25
    assert fingerprints(rows)[7] != fingerprints(raw)[7]


def test_images_cut_from_others_stay_on_their_steps(raw):
    assert residual(np.concatenate([raw, np.minimum(raw, 97)]) / 255) < 0.01


def test_match_share_counts_rows_that_have_images():
    x = np.array([1, 2, 3, 0], np.uint64)
    y = np.array([1, 5, 3, 0], np.uint64)
    assert match_share(x, y) == pytest.approx(2 / 3)


def test_match_share_says_nothing_without_images():
    assert match_share(np.zeros(3, np.uint64), np.zeros(3, np.uint64)) is None
