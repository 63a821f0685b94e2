"""What a training consumed."""

import numpy as np
import pytest

from grader.box.consumed import Consumed
from grader.box.storage import Storage

IMAGES = np.random.default_rng(0).integers(0, 256, (40, 28, 28)).astype(np.float32) / 255
NOISY = np.clip(IMAGES + np.random.default_rng(1).normal(0, 0.2, IMAGES.shape), 0, 1).astype(np.float32)
HOLED = np.where(np.arange(28) < 3, np.nan, IMAGES).astype(np.float32)


def consumed(*pairs: tuple[np.ndarray, np.ndarray | None]) -> Consumed:
    result = Consumed()
    for x, y in pairs:
        result.add(x, y)
    return result


def saved(side, folder):
    folder.mkdir()
    said = side.save(Storage(folder))
    return {key: said[key] for key in ("shape", "dtype", "low", "high", "rows", "distinct", "residual")}


@pytest.mark.parametrize("images", [IMAGES, NOISY, HOLED], ids=["images", "noisy", "holed"])
def test_targets_that_are_the_inputs_are_seen_as_any_others(images, tmp_path):
    """That they are equal spares looking at them twice, and changes nothing."""
    same = consumed((images, images.copy()))
    apart = consumed((images, IMAGES), (IMAGES, images))
    alone = consumed((images, None))
    told = saved(same.y, tmp_path / "same")
    assert told == saved(same.x, tmp_path / "x") == saved(alone.x, tmp_path / "alone")
    assert set(same.y.prints()) <= set(apart.y.prints())
    assert set(same.y.prints()) == set(alone.x.prints())


@pytest.mark.parametrize(
    ("x", "y", "same"), [(IMAGES, IMAGES, 1.0), (NOISY, IMAGES, 0.0), (IMAGES, IMAGES[::-1], 0.0), (HOLED, HOLED, None)]
)
def test_how_many_targets_are_the_input(x, y, same):
    assert consumed((x, y)).same == same


def test_the_range_leaves_out_what_is_no_number(tmp_path):
    told = saved(consumed((np.where(IMAGES > 0.9, np.inf, IMAGES).astype(np.float32), None)).x, tmp_path / "x")
    assert (told["low"], told["high"]) == (pytest.approx(IMAGES.min()), pytest.approx(IMAGES[IMAGES <= 0.9].max()))


def test_other_numbers_in_another_dtype_are_looked_at():
    assert consumed((IMAGES, IMAGES.astype(np.float64))).same == 1.0
    assert consumed((np.zeros((4, 784), np.float32), np.zeros((4, 784), np.float32))).same is None
