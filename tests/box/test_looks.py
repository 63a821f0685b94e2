"""What images hold, remembered."""

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.box import looks
from grader.box.fingerprint import examine
from grader.box.looks import look

IMAGES = np.random.default_rng(0).integers(0, 256, (60, 28, 28)).astype(np.float32) / 255
NOISY = np.clip(IMAGES + np.random.default_rng(1).normal(0, 0.2, IMAGES.shape), 0, 1).astype(np.float32)
HOLED = np.where(np.arange(28) < 3, np.nan, IMAGES).astype(np.float32)
EMPTY = np.full((3, 28, 28), np.nan, np.float32)


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    looks._memories.clear()
    yield
    looks._memories.clear()


def same_as_afresh(batch: np.ndarray) -> None:
    seen = look(batch)
    prints, strays = examine(batch)
    finite = batch[np.isfinite(batch)]
    assert (seen.prints == prints).all()
    assert seen.stray == pytest.approx(strays.max())
    assert (seen.low, seen.high) == ((finite.min(), finite.max()) if finite.size else (np.inf, -np.inf))


@pytest.mark.parametrize("images", [IMAGES, NOISY, HOLED, EMPTY], ids=["images", "noisy", "holed", "empty"])
@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.float16])
def test_rows_hold_the_same_whenever_they_come(images, dtype):
    images = images.astype(dtype)
    same_as_afresh(images)
    same_as_afresh(images[::-2])
    same_as_afresh(np.concatenate([images[:5], images[:5]]))


@settings(max_examples=30)
@given(st.lists(st.lists(st.integers(0, 59), min_size=1, max_size=8), max_size=30), st.integers(8, 20))
def test_forgetting_changes_nothing(batches, most):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(looks, "_MOST", most)
        looks._memories.clear()
        for rows in batches:
            same_as_afresh(IMAGES[rows])


def test_more_rows_than_are_remembered(monkeypatch):
    monkeypatch.setattr(looks, "_MOST", 50)
    same_as_afresh(IMAGES)


def test_the_same_bytes_are_another_image_in_another_shape_or_dtype():
    whole = np.arange(2 * 784, dtype=np.uint8).reshape(2, 28, 28)
    for batch in (
        whole,
        whole.reshape(2, 784),
        whole.view(np.int8),
        whole.transpose(0, 2, 1),
        whole.reshape(2, 14, 56),
    ):
        same_as_afresh(batch)


def test_a_row_is_looked_at_once(monkeypatch):
    look(IMAGES)
    monkeypatch.setattr(looks, "examine", lambda rows: pytest.fail("looked again"))
    look(IMAGES[::-1])
