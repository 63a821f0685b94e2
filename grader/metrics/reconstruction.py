"""Reconstruction error: the mean squared difference of the pixels of an image and its reconstruction."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["reconstruction_error"]


def reconstruction_error(images: NDArray[np.float32], reconstructions: NDArray[np.float32]) -> NDArray[np.float64]:
    """Mean squared error per image (step 2 of the homework of Clase 156).

    Args:
        images: (n, ...) pixels on the 0..1 scale.
        reconstructions: the same shape and scale; values outside 0..1 are not clipped, they are errors too.

    Returns:
        (n,) errors >= 0, per pixel. NaN where a reconstruction is.

    Raises:
        ValueError: the shapes differ, so that NumPy would broadcast one over the other.
    """
    if images.shape != reconstructions.shape:
        raise ValueError(f"images {images.shape} and reconstructions {reconstructions.shape} differ in shape")
    difference = images.astype(np.float64) - reconstructions
    return np.asarray(np.square(difference).reshape(len(images), -1).mean(axis=1))
