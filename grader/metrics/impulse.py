"""Impulse noise (salt and pepper): few pixels are replaced by black or white, the others stay as they are."""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

__all__ = ["Impulses"]

#: Of the range 0..1: a pixel that differs by more was replaced, and one so near an end is at it.
_NEAR: Final = 0.02
_DARK: Final = 0.2
_LIGHT: Final = 0.8


@dataclass(frozen=True)
class Impulses:
    """What noise did to pixels.

    Attributes:
        at_the_ends: share, 0..1, of the replaced pixels that became black or white: 1 for impulse noise, well below it
            for Gaussian noise, clipped or not. 0 where nothing was replaced.
        share: of all pixels that were drawn to be replaced, 0..1, those drawn to stay as they were included: bright
            pixels that became black, and dark ones that became white.
    """

    at_the_ends: float
    share: float

    @classmethod
    def of(cls, clean: NDArray[np.float64], noisy: NDArray[np.float64]) -> Self:
        """From pixels (p,) 0..1 and what became of each."""
        replaced = np.abs(noisy - clean) > _NEAR
        ends = (noisy <= _NEAR) | (noisy >= 1 - _NEAR)
        pepper = _mean(noisy[clean >= _LIGHT] <= _NEAR)
        salt = _mean(noisy[clean <= _DARK] >= 1 - _NEAR)
        return cls(_mean(ends[replaced]), min(1.0, pepper + salt))


def _mean(values: NDArray[np.bool_]) -> float:
    return float(values.mean()) if values.size else 0.0
