"""Per-pixel scalers that students fit on known images: StandardScaler, MinMaxScaler, subtracting the mean image."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from grader.box.fingerprint import fingerprints
from grader.datasets import Dataset
from grader.provenance.intensity import PerPixel
from grader.provenance.layout import Array
from grader.provenance.table import plain

__all__ = ["best_scaler", "scalers_of", "undo"]

#: Rows that are tried on each scaler.
_TRIED: Final = 64
#: Constant pixels have no scale of their own: scikit-learn takes 1, and most students divide by 255 before.
_CONSTANT: Final = 1 / 255


@dataclass(frozen=True, eq=False)
class Statistics:
    """Of a set of images, pixel by pixel: float64 (28, 28), raw units; `deviation` of all pixels together."""

    mean: Array
    sd: Array
    low: Array
    high: Array
    deviation: float


@dataclass(frozen=True, eq=False)
class _Sums:
    """What statistics are made from; sums over disjoint sets add up. All are exact: whole numbers below 2**53."""

    count: int
    first: Array
    second: Array
    low: Array
    high: Array

    def __add__(self, other: "_Sums") -> "_Sums":
        return _Sums(
            self.count + other.count,
            self.first + other.first,
            self.second + other.second,
            np.minimum(self.low, other.low),
            np.maximum(self.high, other.high),
        )

    def statistics(self) -> Statistics:
        mean = self.first / self.count
        variance = np.maximum(self.second / self.count - mean**2, 0.0)
        overall = (self.second.mean() / self.count - mean.mean() ** 2) ** 0.5
        return Statistics(mean, np.sqrt(variance), self.low, self.high, float(overall))


@cache
def _sets(dataset: Dataset) -> tuple[Statistics, ...]:
    """Sets of images that a scaler may have been fitted on: train, all, test, and each class of train."""
    classes = [_sums(dataset.x_train[dataset.y_train == label]) for label in np.unique(dataset.y_train)]
    train, test = sum(classes[1:], classes[0]), _sums(dataset.x_test)
    return tuple(sums.statistics() for sums in (train, train + test, test, *classes))


def _sums(images: Array) -> _Sums:
    low, high = (extreme.astype(np.float64) for extreme in (images.min(axis=0), images.max(axis=0)))
    first = images.sum(axis=0, dtype=np.uint64).astype(np.float64)
    second = np.square(images, dtype=np.uint16).sum(axis=0, dtype=np.uint64).astype(np.float64)
    return _Sums(len(images), first, second, low, high)


def _scalers(of: Statistics) -> Iterator[PerPixel]:
    scale = _inverse(of.sd)
    yield PerPixel("standard", scale, -of.mean * scale)
    scale = _inverse(of.high - of.low)
    yield PerPixel("minmax", scale, -of.low * scale)
    yield PerPixel("minmax", 2 * scale, -2 * of.low * scale - 1)
    for factor in (1 / 255, 1.0, 2 / 255, 1 / of.deviation):
        yield PerPixel("mean", np.full_like(of.mean, factor), -factor * of.mean)


def _inverse(unit: Array) -> Array:
    inverse: Array = np.where(unit > 0, 1.0 / np.where(unit > 0, unit, 1.0), _CONSTANT)
    return inverse


def scalers_of(dataset: Dataset) -> Iterator[PerPixel]:
    """The scalers that could have been fitted on the training split, on all images, on test, or on one class."""
    for statistics in _sets(dataset):
        yield from _scalers(statistics)


def undo(images: Array, scaler: PerPixel) -> Array:
    """Scaled images (n, 28, 28) as raw ones, uint8; nonsense where `scaler` is not the one that was used."""
    raw = scaler.backward(images.astype(np.float64), images)
    levels: Array = np.rint(np.clip(raw, 0, 255)).astype(np.uint8)
    return levels


def best_scaler(images: Array, dataset: Dataset) -> tuple[float, PerPixel] | None:
    """The scaler that, undone, turns most of `images` (n, 28, 28) into known ones, with that share of them.

    None where no scaler reveals any.
    """
    tried = images[:_TRIED]
    best: tuple[float, PerPixel] | None = None
    for scaler in scalers_of(dataset):
        share = float(np.mean(plain(dataset).find(fingerprints(undo(tried, scaler))) >= 0))
        if share > (best[0] if best else 0.0):
            best = share, scaler
    return best
