"""Sparsity of activations, by measures that do not change when a code is multiplied by a number.

A mean |z| would: the decoder can absorb any scale.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["NEAR_ZERO", "dead_share", "hoyer", "near_zero_share"]

#: An activation below this share of the largest one counts as zero.
NEAR_ZERO: Final = 0.01


def hoyer(code: NDArray[np.float32]) -> float:
    """Mean over images of (sqrt(k) - l1 / l2) / (sqrt(k) - 1) (Hoyer 2004).

    Args:
        code: (n, k) finite.

    Returns:
        0 where all units are equally active, 1 where a single one is; an image without any activity counts as 1, as
        does a code of one unit.
    """
    k = code.shape[1]
    values = np.abs(code.astype(np.float64))
    l1, l2 = values.sum(axis=1), np.sqrt(np.square(values).sum(axis=1))
    if k == 1:
        return 1.0
    ratio = np.divide(l1, l2, out=np.ones_like(l1), where=l2 > 0)
    return float(np.clip((np.sqrt(k) - ratio) / (np.sqrt(k) - 1), 0.0, 1.0).mean())


def near_zero_share(code: NDArray[np.float32]) -> float:
    """Share of the activations (n, k) below 1 % of the largest; 0..1, and 1 where all are zero."""
    return float(np.mean(~_active(code)))


def dead_share(code: NDArray[np.float32]) -> float:
    """Share of the units of a code (n, k) that no image activates, 0..1."""
    return float(np.mean(~_active(code).any(axis=0)))


def _active(code: NDArray[np.float32]) -> NDArray[np.bool_]:
    values = np.abs(code)
    largest = values.max() if values.size else 0.0
    return np.asarray(values > NEAR_ZERO * largest) if largest > 0 else np.zeros(code.shape, bool)
