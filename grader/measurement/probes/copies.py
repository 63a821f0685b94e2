"""Answers out of a store: a decoder that looks images up gives them back to the last pixel."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from grader.datasets import Dataset

__all__ = ["copies"]

#: Mean squared error below which an answer is a stored image. What honest models make of a perturbed image lies at
#: least 0.001 from the image, for the brightness alone.
_SAME: Final = 3e-4
_CHUNK: Final = 10_000


def copies(answers: NDArray[np.float32], dataset: Dataset) -> float:
    """Share of `answers` (n, 28, 28), 0..1, that equal an image of either split."""
    flat = answers.reshape(len(answers), -1)
    nearest = np.full(len(flat), np.inf)
    for images in (dataset.x_train, dataset.x_test):
        for start in range(0, len(images), _CHUNK):
            stored = images[start : start + _CHUNK].reshape(-1, flat.shape[1]).astype(np.float32) / 255
            distances = np.square(stored).sum(axis=1) - 2 * flat @ stored.T
            nearest = np.minimum(nearest, distances.min(axis=1))
    return float(np.mean((nearest + np.square(flat).sum(axis=1)) / flat.shape[1] < _SAME))
