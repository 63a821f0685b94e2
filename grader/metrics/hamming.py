"""Binary codes of semantic hashing: whether they are binary, how many bits say something, and what they find."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["binarise", "bits_in_use", "hamming_precision", "saturation", "saturation_in_use", "unit_range"]

#: A bit is in use when each of its two values is that of this share of the images at least.
_RARER: Final = 0.05


def binarise(code: NDArray[np.float32], threshold: NDArray[np.float32] | float) -> NDArray[np.bool_]:
    """Bits (n, k) of a code (n, k): True above the threshold, one for all units or one for each, (k,)."""
    return np.asarray(code > threshold)


def unit_range(code: NDArray[np.float32]) -> NDArray[np.float64]:
    """A code (n, k) on the scale of a sigmoid, 0..1, where 0.5 is the threshold that suits it.

    One that stays within 0..1 is returned as it is: hovering about 0.5 is not stretched into bits. One that leaves it
    (tanh, relu, linear) is scaled by the smallest and the largest of all its values, since a relu code of 0..40 would
    otherwise seem saturated all but everywhere. A constant one becomes 0.
    """
    values = code.astype(np.float64)
    low, high = values.min(), values.max()
    if low >= 0 and high <= 1:
        return values
    return np.asarray((values - low) / (high - low)) if low < high else np.zeros_like(values)


def saturation(code: NDArray[np.float32], low: float = 0.1, high: float = 0.9) -> float:
    """Share of the values of a code that are nearly bits already: below `low` or above `high` of its `unit_range`.

    It is what a student prints. A sparse or a dead code has most of its values at one end and is no binary one: see
    `saturation_in_use`.

    Args:
        code: (n, k) finite, not empty.
        low: end of the lower band.
        high: start of the upper band.

    Returns:
        0..1; `low + 1 - high` for values spread evenly.
    """
    return _near_ends(unit_range(code), low, high)


def saturation_in_use(code: NDArray[np.float32], low: float = 0.1, high: float = 0.9) -> float:
    """`saturation` of the units whose bits, cut at 0.5 of the same range, are in use; 0 where none are.

    A unit that is at one end for nearly all images tells nothing of whether the others are binary (MNIST, 32 sigmoid
    units: with noise of 4 before them 0.94, left alone 0.22, where 0.78 of all values are near an end).
    """
    values = unit_range(code)
    used = values[:, _in_use(values > 0.5)]
    return _near_ends(used, low, high) if used.size else 0.0


def bits_in_use(bits: NDArray[np.bool_]) -> int:
    """Bits of a code (n, k) that tell images apart: each value is that of at least 5 % of the images."""
    return int(np.count_nonzero(_in_use(bits)))


def _in_use(bits: NDArray[np.bool_]) -> NDArray[np.bool_]:
    ones = bits.mean(axis=0)
    return np.asarray((ones >= _RARER) & (ones <= 1 - _RARER))


def _near_ends(values: NDArray[np.float64], low: float, high: float) -> float:
    return float(np.mean((values < low) | (values > high)))


def hamming_precision(
    bits: NDArray[np.bool_], labels: NDArray[np.int64], queries: NDArray[np.int64], nearest: int = 100
) -> float:
    """Mean precision of a search by example: share of the query's class among the nearest by Hamming distance.

    Salakhutdinov & Hinton 2009. Many images are at the same distance; where not all of them are among the
    nearest, each counts by the chance it has of being drawn, so that the order of the images does not matter.

    Args:
        bits: (n, k) codes.
        labels: (n,) classes.
        queries: (q,) row numbers of the images to search by, each excluded from its own answer; q at least 1.
        nearest: how many are found, less than n.

    Returns:
        0..1; the share of the query's class among all images for a code that says nothing.
    """
    return float(np.mean([_precision(bits, labels, int(query), nearest) for query in queries]))


def _precision(bits: NDArray[np.bool_], labels: NDArray[np.int64], query: int, nearest: int) -> float:
    """Expected precision of one answer, by distance: 0, 1, ... k."""
    distances = np.delete(np.count_nonzero(bits != bits[query], axis=1), query)
    same_class = np.delete(labels == labels[query], query)
    images = np.bincount(distances)
    hits = np.bincount(distances, weights=same_class)
    found = np.clip(nearest - (np.cumsum(images) - images), 0, images)
    return float((hits * found / np.maximum(images, 1)).sum() / nearest)
