"""How far a function is from affine: an affine one takes the middle of two inputs to the middle of their outputs."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["nonlinearity"]

Rows = NDArray[np.floating]


def nonlinearity(first: Rows, second: Rows, middle: Rows) -> float:
    """Distance of the outputs (n, d) for the middles of n pairs of inputs from the middles of the pairs' outputs.

    Args:
        first, second: (n, d) outputs for the inputs of each pair.
        middle: (n, d) outputs for their middles.

    Returns:
        Root mean square, over that of half the difference within the pairs: 0 for an affine function; infinite where
        the function does not vary.
    """
    a, b, c = (part.astype(np.float64) for part in (first, second, middle))
    varies = np.sqrt(np.square((a - b) / 2).mean())
    return float(np.sqrt(np.square(c - (a + b) / 2).mean()) / varies) if varies > 0 else float("inf")
