"""Sensitivity of an encoder: how far a code moves when its image is nudged."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["sensitivity", "total_variance"]


def sensitivity(code: NDArray[np.float32], moved: NDArray[np.float32], code_variance: float | None = None) -> float:
    """Mean squared shift of a code under a perturbation, relative to the code's own total variance.

    For small noise of variance s² per pixel the shift is s² times the squared Frobenius norm of the encoder's
    Jacobian, which a contractive autoencoder penalises (Rifai et al. 2011), by finite differences. The norm by
    itself is made small by making the code small; divided by the code's variance it is not.

    Args:
        code: (n, k) finite codes of images.
        moved: (n, k) finite codes of the same images after the perturbation.
        code_variance: the code's `total_variance`, where it is known from more images than these.

    Returns:
        >= 0, without a unit: no scale, shift or rotation of the code changes it. Infinite for a code that does not
        vary: it resists noise because it says nothing.
    """
    variance = total_variance(code) if code_variance is None else code_variance
    shift = np.square(moved.astype(np.float64) - code).sum(axis=1).mean()
    return float(shift / variance) if variance > 0 else float("inf")


def total_variance(code: NDArray[np.float32]) -> float:
    """Sum over the units of a code (n, k) of their variance over the images; exactly 0 for a constant one."""
    from_first = code.astype(np.float64) - code[0]
    return float(from_first.var(axis=0).sum())
