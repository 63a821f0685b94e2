"""Clean images beside noisy ones."""

from typing import Any

import numpy as np
import pytest

from grader.box.beside import like

RNG = np.random.default_rng(0)
CLEAN = (RNG.integers(0, 256, (40, 784)) / 255).astype(np.float32)
NOISY = (CLEAN + RNG.normal(0, 0.5, CLEAN.shape)).astype(np.float32)
ERASED = np.where(RNG.random(CLEAN.shape) < 0.5, 0, CLEAN).astype(np.float32)


@pytest.mark.parametrize("given", [NOISY, ERASED, CLEAN + 0.5 * NOISY], ids=["noisy", "erased", "both"])
def test_the_images_they_come_from(given: Any) -> None:
    found = like(given, [CLEAN[::-1], NOISY * 2, CLEAN.reshape(-1, 28, 28)])
    assert found is not None
    assert found.shape == (40, 28, 28)


@pytest.mark.parametrize(
    "other",
    [
        CLEAN[::-1],
        CLEAN[:39],
        CLEAN[:, :700],
        NOISY,
        NOISY + 0.1,
        RNG.random((40, 784)),
        np.zeros((40, 784), np.float32),
    ],
    ids=["other images", "fewer", "narrower", "itself", "noisy too", "noise", "black"],
)
def test_what_is_none(other: Any) -> None:
    assert like(NOISY, [other]) is None


def test_no_rows() -> None:
    assert like(NOISY[:0], [CLEAN[:0]]) is None
    assert like(NOISY, []) is None
