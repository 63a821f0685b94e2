"""The stand-in for MNIST is recognised like the real datasets, though its images are variants of a few strokes."""

import numpy as np
import pytest
from sklearn.preprocessing import StandardScaler

from grader.box.fingerprint import NO_IMAGE, fingerprints
from grader.datasets import Dataset, available, load


@pytest.fixture(scope="module")
def digits():
    return load("digits")


@pytest.fixture(scope="module")
def known(fashion, digits):
    return fashion, digits


@pytest.fixture(scope="module")
def few(digits):
    """A tenth, for what would take long on the whole of it."""
    splits = digits.x_train[:6_000], digits.y_train[:6_000], digits.x_test[:1_000], digits.y_test[:1_000]
    return Dataset(digits.name, *splits, digits.source)


@pytest.fixture(scope="module")
def threes(digits):
    return digits.x_train[digits.y_train == 3]


def unit(raw):
    return (raw / 255).astype(np.float32)


def test_no_two_digits_have_one_fingerprint(digits):
    prints = np.concatenate([fingerprints(digits.x_train), fingerprints(digits.x_test)])
    assert NO_IMAGE not in prints
    assert len(np.unique(prints)) == len(prints)


@pytest.mark.parametrize(
    "scale",
    [
        unit,
        lambda x: (x / 255).astype(np.float16),
        lambda x: (x / 127.5 - 1).astype(np.float32),
        lambda x: (x - x.mean()) / x.std(),
        lambda x: np.pad(unit(x), ((0, 0), (2, 2), (2, 2)))[..., None],
    ],
    ids=["unit", "float16", "minus one to one", "standard", "padded"],
)
def test_every_digit_is_recognised_whatever_its_scale(traced, threes, known, scale):
    x = scale(threes)
    found = traced(x, x, known)
    assert (found.x.dataset, found.target, found.x.unknown) == ("digits", "same", 0)
    assert (found.x.train, found.x.test) == ({3: len(threes)}, {})


def test_digits_are_recognised_through_a_scaler_for_each_pixel(traced, threes, known):
    x = StandardScaler().fit_transform(unit(threes).reshape(-1, 784))
    found = traced(x, x, known)
    assert (found.x.dataset, found.target) == ("digits", "same")
    assert found.x.identified > 0.95
    assert set(found.x.train) == {3}


def test_the_other_split_is_told(traced, digits, threes, known):
    x = unit(np.concatenate([threes, digits.x_test[:50]]))
    found = traced(x, x, known)
    assert found.x.train == {3: len(threes)}
    assert sum(found.x.test.values()) == 50


def test_flipped_and_shifted_digits_are_recognised(traced, few):
    images = few.x_train
    shifted = np.pad(images[1_000:2_000], ((0, 0), (0, 0), (1, 0)))[:, :, :-1]
    x = unit(np.concatenate([images[:500], images[500:1_000, :, ::-1], shifted]))
    found = traced(x, x, [few])
    assert found.x.identified > 0.99
    assert set(found.x.variants) == {"plain", "flipped", "shifted"}


@pytest.mark.parametrize("clipped", [False, True])
def test_noise_of_a_denoiser_is_measured(traced, digits, known, clipped):
    clean = unit(digits.x_train[:2_000]).reshape(-1, 784)
    noisy = clean + 0.5 * np.random.default_rng(0).normal(size=clean.shape).astype(np.float32)
    found = traced(np.clip(noisy, 0, 1) if clipped else noisy, clean, known)
    assert (found.y.dataset, found.target, found.noise.clipped) == ("digits", "clean", clipped)
    assert found.noise.sd == pytest.approx(0.5, rel=0.05)


def test_noise_that_is_its_own_target_belongs_to_the_most_alike_dataset(traced, fashion, few):
    clean = unit(few.x_train[:2_000])
    noisy = clean + 0.3 * np.random.default_rng(0).normal(size=clean.shape).astype(np.float32)
    found = traced(noisy, noisy, (fashion, few))
    assert found.target == "same"
    assert found.noise.sd == pytest.approx(0.3, rel=0.05)


@pytest.mark.skipif(not available("mnist"), reason="needs MNIST")
def test_digits_are_not_taken_for_mnist(traced, digits, fashion, threes):
    found = traced(unit(threes), unit(threes), (fashion, load("mnist"), digits))
    assert found.x.dataset == "digits"
    assert found.x.elsewhere == {}
