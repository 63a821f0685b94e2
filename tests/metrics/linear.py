"""A small model to draw with: principal components of scikit-learn's digits, enlarged to 28 × 28."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from sklearn.datasets import load_digits

__all__ = ["Linear", "digits", "fit"]

Floats = NDArray[np.float64]


@cache
def digits() -> tuple[Floats, NDArray[np.int64]]:
    """1,797 images (n, 28, 28) in 0..1 and their labels."""
    images, labels = load_digits(return_X_y=True)
    large = np.kron(images.reshape(-1, 8, 8) / 16, np.ones((3, 3)))
    return np.pad(large, ((0, 0), (2, 2), (2, 2))), labels


@dataclass(frozen=True)
class Linear:
    """Encoder and decoder of a linear autoencoder."""

    mean: Floats
    axes: Floats

    def encode(self, images: Floats) -> Floats:
        """Codes (n, k) of images (n, 28, 28), rounded as they are between the boxes."""
        return ((images.reshape(-1, 784) - self.mean) @ self.axes).astype(np.float16).astype(np.float64)

    def __call__(self, images: Floats) -> Floats:
        """Reconstructions (n, 28, 28)."""
        return (self.encode(images) @ self.axes.T + self.mean).reshape(-1, 28, 28)


@cache
def fit(width: int, part: int = 0) -> Linear:
    """The model of one of two halves of the digits, with a code of `width`."""
    flat = digits()[0][part::2].reshape(-1, 784)
    mean = flat.mean(axis=0)
    return Linear(mean, np.linalg.eigh(np.cov((flat - mean).T))[1][:, -width:])
