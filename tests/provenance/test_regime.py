"""Fresh noise like that of the training."""

import numpy as np
import pytest

from grader.provenance import Noise

RNG = np.random.default_rng(0)


@pytest.fixture(scope="module")
def raw(fashion):
    return fashion.x_test[:256]


def unit(raw):
    return raw / 255


@pytest.mark.parametrize(
    "add",
    [
        lambda clean: clean + RNG.normal(0, 0.5, clean.shape),
        lambda clean: np.clip(clean + RNG.normal(0, 0.5, clean.shape), 0, 1),
        lambda clean: np.where(RNG.random(clean.shape) < 0.3, RNG.integers(0, 2, clean.shape), clean),
        lambda clean: clean * (RNG.random(clean.shape) > 0.4),
    ],
    ids=["gaussian", "clipped", "salt-and-pepper", "masking"],
)
def test_fresh_noise_is_of_the_same_kind(fashion, raw, add):
    noise = Noise.seen(0.5, False, raw, add(unit(raw)))
    others = fashion.x_test[1000:1256]
    drawn, expected = noise.apply(others, np.random.default_rng(1)), add(unit(others))
    assert drawn.dtype == np.float32
    np.testing.assert_allclose(np.mean((drawn - unit(others)) ** 2), np.mean((expected - unit(others)) ** 2), rtol=0.05)
    np.testing.assert_allclose(np.quantile(drawn, [0.1, 0.5, 0.9]), np.quantile(expected, [0.1, 0.5, 0.9]), atol=0.05)


def test_it_is_drawn_afresh(raw):
    noise = Noise.seen(0.5, False, raw, unit(raw) + RNG.normal(0, 0.5, raw.shape))
    first, second = (noise.apply(raw, np.random.default_rng(seed)) for seed in (1, 2))
    assert np.corrcoef((first - unit(raw)).ravel(), (second - unit(raw)).ravel())[0, 1] < 0.05


def test_a_noise_layer_is_gaussian(raw):
    drawn = Noise(0.3, False).apply(raw, np.random.default_rng(0))
    assert (drawn - unit(raw)).std() == pytest.approx(0.3, rel=0.02)
