"""The stand-in for MNIST is recognised like the real datasets, though it is small and its strokes reach the edges."""

import numpy as np
import pytest
from sklearn.preprocessing import StandardScaler

from grader.box.fingerprint import NO_IMAGE, fingerprints
from grader.datasets import load


@pytest.fixture(scope="module")
def digits():
    return load("digits")


def unit(raw):
    return (raw / 255).astype(np.float32)


@pytest.fixture(scope="module")
def known(fashion, digits):
    return fashion, digits


def test_no_two_digits_have_one_fingerprint(digits):
    images = np.concatenate([digits.x_train, digits.x_test])
    forms = (images, 255 - images, images[:, :, ::-1])
    for form in forms:
        prints = fingerprints(form)
        assert NO_IMAGE not in prints
        assert len(np.unique(prints)) == 1_797


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
def test_every_digit_is_recognised_whatever_its_scale(traced, digits, known, scale):
    x = scale(digits.x_train)
    found = traced(x, x, known)
    assert (found.x.dataset, found.target, found.x.unknown) == ("digits", "same", 0)
    assert found.x.train == dict(enumerate(np.bincount(digits.y_train)))
    assert found.x.test == {}


def test_digits_are_recognised_through_a_scaler_for_each_pixel(traced, digits, known):
    x = StandardScaler().fit_transform(unit(digits.x_train).reshape(-1, 784))
    found = traced(x, x, known)
    assert (found.x.dataset, found.target) == ("digits", "same")
    assert found.x.identified > 0.95


def test_one_class_and_the_other_split_are_told(traced, digits, known):
    x = unit(np.concatenate([digits.x_train[digits.y_train == 3], digits.x_test[:50]]))
    found = traced(x, x, known)
    assert found.x.train == {3: 146}
    assert sum(found.x.test.values()) == 50


def test_flipped_and_shifted_digits_are_recognised(traced, digits, known):
    shifted = np.roll(np.pad(digits.x_train, ((0, 0), (2, 2), (2, 2))), 1, axis=2)[:, 2:-2, 2:-2]
    x = unit(np.concatenate([digits.x_train[:200], digits.x_train[200:400, :, ::-1], shifted[400:]]))
    found = traced(x, x, known)
    assert found.x.identified > 0.99
    assert set(found.x.variants) == {"plain", "flipped", "shifted"}


@pytest.mark.parametrize("clipped", [False, True])
def test_noise_of_a_denoiser_is_measured(traced, digits, known, clipped):
    clean = unit(digits.x_train).reshape(-1, 784)
    noisy = clean + 0.5 * np.random.default_rng(0).normal(size=clean.shape).astype(np.float32)
    found = traced(np.clip(noisy, 0, 1) if clipped else noisy, clean, known)
    assert (found.y.dataset, found.target, found.noise.clipped) == ("digits", "clean", clipped)
    assert found.noise.sd == pytest.approx(0.5, rel=0.05)


def test_noise_that_is_its_own_target_is_not_clean(traced, digits, known):
    noisy = unit(digits.x_train) + 0.3 * np.random.default_rng(0).normal(size=digits.x_train.shape).astype(np.float32)
    found = traced(noisy, noisy, known)
    assert found.target == "same"
    assert found.noise.sd == pytest.approx(0.3, rel=0.05)


def test_digits_are_not_taken_for_mnist(traced, digits, fashion):
    from grader.datasets import available

    if not available("mnist"):
        pytest.skip("needs MNIST")
    found = traced(unit(digits.x_train), unit(digits.x_train), (fashion, load("mnist"), digits))
    assert found.x.dataset == "digits"
    assert found.x.elsewhere == {}
