"""Known images that look most like given ones."""

from dataclasses import dataclass

import numpy as np

from grader.datasets import Dataset
from grader.provenance.layout import Array
from grader.provenance.table import chunks

__all__ = ["Nearest", "correlations", "nearest"]


@dataclass(frozen=True, eq=False)
class Nearest:
    """For each image: the number of the known one that correlates best, that correlation, and the runner-up's."""

    numbers: Array
    best: Array
    second: Array


def nearest(images: Array, dataset: Dataset) -> Nearest:
    """The known image nearest to each of `images` (m, 28, 28), by Pearson's correlation over the pixels."""
    wanted = _standardised(images)
    rows = np.arange(len(images))
    numbers = np.zeros(len(images), np.int32)
    best, second = (np.full(len(images), -1.0, np.float32) for _ in range(2))
    start = 0
    for known in chunks(dataset):
        found = wanted @ _standardised(known).T
        top = found.argmax(axis=1)
        highest = found[rows, top].copy()
        found[rows, top] = -1.0
        better = highest > best
        second = np.where(better, np.maximum(best, found.max(axis=1)), np.maximum(second, highest))
        numbers[better] = start + top[better]
        best = np.where(better, highest, best)
        start += len(known)
    return Nearest(numbers, best, second)


def correlations(left: Array, right: Array) -> Array:
    """Pearson's correlation over the pixels of each image of `left` with each of `right`, (len(left), len(right))."""
    return np.asarray(_standardised(left) @ _standardised(right).T)


def _standardised(images: Array) -> Array:
    flat = images.reshape(len(images), -1).astype(np.float32)
    flat -= flat.mean(axis=1, keepdims=True)
    length = np.sqrt(np.einsum("ij,ij->i", flat, flat))[:, None]
    return flat / np.where(length > 0, length, 1.0)
