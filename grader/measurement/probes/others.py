"""How badly a model that knows one class must reconstruct the others."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["others_over_linear"]

Flat = NDArray[np.float64]

#: Added to both errors: below it a model reconstructs everything, and their ratio says nothing.
_TINY = 1e-4


def others_over_linear(
    own: NDArray[np.uint8], shown: NDArray[np.float32], normal: NDArray[np.bool_], errors: Flat
) -> float:
    """Error on other classes over that of the principal components that reconstruct the normal class as well.

    A model that learnt only the normal class extends it to other images about as its principal components do. One
    that was taught to fail on them lies far above, one that has learnt them too far below.

    Args:
        own: (m, 28, 28) training images of the normal class, 0..255.
        shown: (n, 28, 28) test images, 0..1; `normal` (n,) those of the normal class; `errors` (n,) the model's.
    """
    training = own.reshape(len(own), -1) / 255
    mean = training.mean(axis=0)
    centred = training - mean
    directions = np.linalg.eigh(centred.T @ centred)[1][:, ::-1]
    held = np.square((shown.reshape(len(shown), -1) - mean) @ directions)
    # What is left of each group with 0, 1, 2... components, per pixel.
    left = [
        np.concatenate([[total := group.mean(axis=0).sum()], total - np.cumsum(group.mean(axis=0))]) / held.shape[1]
        for group in (held[normal], held[~normal])
    ]
    natural = np.interp(errors[normal].mean(), left[0][::-1], left[1][::-1])
    return float((errors[~normal].mean() + _TINY) / (natural + _TINY))
