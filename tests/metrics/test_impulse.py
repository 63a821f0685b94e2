"""Impulse noise is told from noise that changes pixels by any amount."""

import numpy as np
import pytest

from grader.metrics.impulse import Impulses

RNG = np.random.default_rng(0)
CLEAN = RNG.random(20_000)
DRAWS = RNG.random(20_000)


def test_the_share_of_replaced_pixels_comes_back() -> None:
    noisy = np.where(DRAWS < 0.1, 0.0, np.where(DRAWS < 0.3, 1.0, CLEAN))
    found = Impulses.of(CLEAN, noisy)
    assert found.at_the_ends == 1.0
    assert found.share == pytest.approx(0.3, abs=0.02)


def test_zeros_alone_count_once() -> None:
    assert Impulses.of(CLEAN, np.where(DRAWS < 0.3, 0.0, CLEAN)).share == pytest.approx(0.3, abs=0.02)


@pytest.mark.parametrize("clipped", [True, False])
def test_gaussian_noise_is_not_at_the_ends(clipped: bool) -> None:
    noisy = CLEAN + RNG.normal(0, 0.3, CLEAN.shape)
    assert Impulses.of(CLEAN, np.clip(noisy, 0, 1) if clipped else noisy).at_the_ends < 0.6


def test_nothing_replaced_is_no_noise() -> None:
    assert Impulses.of(CLEAN, CLEAN) == Impulses(0.0, 0.0)
