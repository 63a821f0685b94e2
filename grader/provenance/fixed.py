"""Noise that was drawn once, with the shape of one image, and is the same in every image: a constant, soon learnt."""

from typing import Final

import numpy as np

from grader.provenance.intensity import Intensity, PerPixel
from grader.provenance.layout import Array

__all__ = ["adds_pattern", "is_fixed"]

_LEAST_ROWS: Final = 32
_LEAST: Final = 1e-4  # variance below which nothing was done, on the 0..1 scale
_WITHIN: Final = 0.1  # share of the variance that one place has over the images; fresh noise has all of it there
_BRIGHT: Final = 128  # grey level in which an erased pixel shows
_CHANGED: Final = 0.01
_ONE_SCALE: Final = 0.05  # by which the scales of the pixels may differ, relative to their median
_ROUGH: Final = 1.0  # step between neighbours over the deviation: 1.4 of white noise, 0.23-0.53 of a mean image


def is_fixed(noisy: Array, raw: Array) -> bool:
    """Whether the same was done to each image: each place is changed by the same value, or in all images or in none.

    Args:
        noisy: (n, 28, 28) on the 0..1 scale.
        raw: uint8 (n, 28, 28), the clean images.
    """
    if len(noisy) < _LEAST_ROWS:
        return False
    difference = noisy - raw / 255
    changed = (np.abs(difference) > _CHANGED).astype(np.float64)
    within = (_within(difference, raw == 0), _within(changed, raw > _BRIGHT))
    return any(share is not None and share < _WITHIN for share in within)


def adds_pattern(intensity: Intensity) -> bool:
    """Whether what was taken for a scaler of each pixel is one image of noise that was added to all.

    All pixels have one scale then, and their offsets are rough; those of a scaler follow the mean image.
    """
    if not isinstance(intensity, PerPixel) or intensity.kind != "fitted":
        return False
    scales = intensity.scale[intensity.scale != 0]
    unit = float(np.median(scales)) if scales.size else 0.0
    if unit <= 0 or np.ptp(np.quantile(scales, (0.05, 0.95))) > _ONE_SCALE * unit:
        return False
    offsets = intensity.offset / (255 * unit)
    return bool(offsets.var() > _LEAST and np.diff(offsets, axis=1).std() > _ROUGH * offsets.std())


def _within(values: Array, seen: Array) -> float | None:
    """Share of the variance of the `seen` values that lies within their places, 0..1; None where nothing varies."""
    counts = seen.sum(axis=0)
    if not counts.any():
        return None
    means = np.where(seen, values, 0).sum(axis=0) / np.maximum(counts, 1)
    total = float(values[seen].var())
    return float(np.mean((values - means)[seen] ** 2)) / total if total > _LEAST else None
