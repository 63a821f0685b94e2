"""Preprocessing is learnt from a few rows, applies to others, and is undone on the model's outputs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.i18n import render
from grader.provenance import learn
from grader.provenance.intensity import Affine, PerImage, PerPixel


def unit(x):
    return x / 255


SCALES = {
    "float32": lambda x: unit(x).astype(np.float32),
    "float64": unit,
    "float16": lambda x: unit(x).astype(np.float16),
    "raw": lambda x: x,
    "twice": lambda x: unit(x) / 255,
    "minus one to one": lambda x: (x - 127.5) / 127.5,
    "half": lambda x: (unit(x) - 0.5) / 0.5,
    "global standard": lambda x: (unit(x) - 0.286) / 0.353,
    "centred": lambda x: unit(x) - 0.286,
    "inverted": lambda x: 1 - unit(x),
    "own range": lambda x: (x - x.min((1, 2), keepdims=True)) / np.ptp(x, axis=(1, 2), keepdims=True),
    "own standard": lambda x: (x - x.mean((1, 2), keepdims=True)) / x.std((1, 2), keepdims=True),
    "own mean": lambda x: unit(x - x.mean((1, 2), keepdims=True)),
    "own length": lambda x: x / np.linalg.norm(x, axis=(1, 2), keepdims=True),
    "own sum": lambda x: x / x.sum((1, 2), keepdims=True),
}
LAYOUTS = {
    "flat": lambda x: x.reshape(-1, 784),
    "plain": lambda x: x,
    "channel": lambda x: x[..., None],
    "channel first": lambda x: x[:, None],
    "padded": lambda x: np.pad(x, ((0, 0), (2, 2), (2, 2)))[..., None],
    "three channels": lambda x: np.repeat(x[..., None], 3, axis=-1),
}


@pytest.fixture(scope="module")
def known(fashion):
    return fashion.x_train[:256].astype(np.float64)


@pytest.fixture(scope="module")
def unseen(fashion):
    return fashion.x_test[:300]


@pytest.mark.parametrize("scale", SCALES.values(), ids=SCALES)
def test_what_is_learnt_holds_for_other_images(fashion, known, unseen, scale):
    found = learn(scale(known).astype(np.float32), fashion.x_train[:256])
    expected = scale(unseen.astype(np.float64))
    np.testing.assert_allclose(found.apply(unseen), expected, atol=1e-3 * np.ptp(expected))
    assert found.apply(unseen).dtype == np.float32


@pytest.mark.parametrize("scale", SCALES.values(), ids=SCALES)
def test_outputs_come_back_to_the_unit_scale(fashion, known, unseen, scale):
    found = learn(scale(known).astype(np.float32), fashion.x_train[:256])
    restored = found.to_unit(scale(unseen.astype(np.float64)), unseen)
    np.testing.assert_allclose(restored, unseen / 255, atol=1e-3)
    assert restored.dtype == np.float32


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_every_layout_is_applied_and_undone(fashion, known, unseen, layout):
    found = learn(layout(known / 255).astype(np.float32), fashion.x_train[:256])
    rows = found.apply(unseen)
    np.testing.assert_allclose(rows, layout(unseen / 255), atol=1e-6)
    np.testing.assert_allclose(found.to_unit(rows, unseen), unseen / 255, atol=1e-6)


def test_padding_after_scaling_keeps_its_own_value(fashion, known, unseen):
    rows = np.pad(known / 127.5 - 1, ((0, 0), (2, 2), (2, 2)))
    found = learn(rows.astype(np.float32), fashion.x_train[:256])
    assert (found.apply(unseen)[:, 0] == 0).all()


def test_round_scales_are_found_exactly(fashion, known):
    found = learn((known / 255).astype(np.float32), fashion.x_train[:256])
    assert found.intensity == Affine(1 / 255, 0.0)


def test_division_by_256_is_not_taken_for_255(fashion, known):
    found = learn((known / 256).astype(np.float32), fashion.x_train[:256])
    assert found.intensity.scale == pytest.approx(1 / 256, rel=1e-6)


def test_the_error_of_a_model_is_the_same_on_any_scale(fashion, known, unseen):
    error = 0.1 * np.random.default_rng(0).normal(size=unseen.shape)
    for scale, factor in ((lambda x: x / 255, 1.0), (lambda x: x / 127.5 - 1, 2.0), (lambda x: x, 255.0)):
        found = learn(scale(known).astype(np.float32), fashion.x_train[:256])
        restored = found.to_unit(scale(unseen.astype(np.float64)) + factor * error, unseen)
        assert np.mean((restored - unseen / 255) ** 2) == pytest.approx(np.mean(error**2), rel=1e-4)


def test_a_scale_for_each_pixel_is_learnt_from_enough_rows(fashion, known):
    rng = np.random.default_rng(0)
    scale, offset = rng.uniform(0.5, 2, (28, 28)), rng.uniform(-1, 1, (28, 28))
    found = learn((known * scale + offset).astype(np.float32), fashion.x_train[:256])
    assert isinstance(found.intensity, PerPixel)
    lit = np.ptp(known, axis=0) > 0
    np.testing.assert_allclose(found.intensity.scale[lit], scale[lit], rtol=1e-4)


def test_noisy_rows_teach_nothing(fashion, known):
    noisy = known / 255 + 0.1 * np.random.default_rng(0).normal(size=known.shape)
    assert learn(noisy.astype(np.float32), fashion.x_train[:256]) is None


def test_one_row_that_does_not_fit_teaches_nothing(fashion, known):
    rows = known / 255
    rows[3] = rows[4]
    assert learn(rows.astype(np.float32), fashion.x_train[:256]) is None


def test_no_rows_teach_nothing():
    assert learn(np.zeros((0, 28, 28), np.float32), np.zeros((0, 28, 28), np.uint8)) is None


@pytest.mark.parametrize(
    ("scale", "layout", "english"),
    [
        ("float32", "channel", "pixels divided by 255, shape 28×28×1"),
        ("raw", "flat", "pixels as they are, 0 to 255, shape 784"),
        ("half", "plain", "pixels scaled from 0..255 to -1..1, shape 28×28"),
        ("float32", "padded", "pixels divided by 255, padded to shape 32×32×1"),
        ("own standard", "plain", "each image standardised by its own mean and deviation, shape 28×28"),
    ],
)
def test_it_is_described_in_words(fashion, known, scale, layout, english):
    found = learn(LAYOUTS[layout](SCALES[scale](known)).astype(np.float32), fashion.x_train[:256])
    assert render(found.describe(), "en") == english


@given(st.floats(1e-3, 1e3), st.floats(-5, 5))
def test_an_affine_scale_is_undone(scale, offset):
    raw = np.arange(784, dtype=np.uint8).reshape(1, 28, 28)
    affine = Affine(scale, offset)
    np.testing.assert_allclose(affine.backward(affine.forward(raw), raw), raw, atol=1e-6)


def test_a_constant_image_has_no_scale_of_its_own_and_does_no_harm():
    flat = np.full((1, 28, 28), 7, np.uint8)
    for statistic in ("range", "standard", "l2", "mean", "sum"):
        own = PerImage(statistic)
        np.testing.assert_allclose(own.backward(own.forward(flat), flat), flat)
