"""Erased pixels are told from noise."""

import numpy as np
import pytest

from grader.metrics.erased import Erased

RNG = np.random.default_rng(0)
CLEAN = RNG.random(20_000)


@pytest.mark.parametrize("value", [0.0, 0.5, -1.0])
def test_value_and_share_come_back(value: float) -> None:
    found = Erased.of(CLEAN, np.where(RNG.random(20_000) < 0.3, value, CLEAN))
    assert found.value == pytest.approx(value)
    assert found.alike > 0.95
    assert found.share == pytest.approx(0.3, abs=0.03)


def test_noise_erases_nothing() -> None:
    assert Erased.of(CLEAN, CLEAN + RNG.normal(0, 0.3, CLEAN.shape)).alike < 0.1
    assert Erased.of(CLEAN, CLEAN) == Erased(0.0, 0.0, 0.0)
