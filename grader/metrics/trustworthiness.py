"""Trustworthiness of a code: whether those who are near in the code were near before."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["trustworthiness"]

#: All pairs are ranked: more rows cost much and tell no more.
_ROWS: Final = 2_000


def trustworthiness(images: NDArray[np.float32], code: NDArray[np.float32], neighbours: int = 12) -> float:
    """How few of the nearest in the code are strangers among the pixels (Venna & Kaski 2001).

    Each image that is among the nearest of another by its code, yet not by its pixels, costs as many ranks as it is
    too far away there; the sum is divided by the worst that could be.

    Args:
        images: (n, ...) finite pixels; the first 2,000 are looked at.
        code: (n, k) finite, in the same order.
        neighbours: how many are the nearest; less than half of the rows looked at.

    Returns:
        0..1; 1 where all neighbours are true ones, about 0.5 for a code that says nothing.
    """
    from sklearn import manifold

    pixels = images[:_ROWS].reshape(min(len(images), _ROWS), -1)
    return float(manifold.trustworthiness(pixels, code[:_ROWS], n_neighbors=neighbours))
