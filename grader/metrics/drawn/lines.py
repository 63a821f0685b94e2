"""Finds the codes of a figure that lie evenly on a straight line, as an interpolation has them."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["find_line"]

#: Codes come back with 11 significant bits: a second difference of three of them is off by this share of a unit's
#: largest value at most.
_ROUNDING: Final = 2.5e-3
#: A line is longer than this share of that value.
_LEAST_LENGTH: Final = 0.05


def find_line(codes: NDArray[np.float32], scale: NDArray[np.float32]) -> tuple[int, int]:
    """The longest run of codes with equal steps between neighbours.

    Args:
        codes: (m, k) of the pictures of one figure, in their order.
        scale: (k,) > 0, the largest absolute value of each unit.

    Returns:
        First row of the run, and how many rows it has; (0, 0) where no three codes are on a line.
    """
    unit = codes.astype(np.float64) / scale
    even = np.abs(np.diff(unit, n=2, axis=0)).max(axis=1, initial=0.0) <= _ROUNDING
    best = (0, 0)
    start = 0
    for place, fits in enumerate([*even, False]):
        if fits:
            continue
        count = place - start + 2
        moved = np.abs(unit[place + 1] - unit[start]).max(initial=0.0) if place + 1 < len(unit) else 0.0
        if place > start and moved > _LEAST_LENGTH and count > best[1]:
            best = (start, count)
        start = place + 1
    return best
