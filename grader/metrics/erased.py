"""Erased pixels: all that are missing have the same value, and the others are as they were."""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

__all__ = ["Erased"]

#: Of the range 0..1: a pixel that differs by more was erased, and values this near are one.
_NEAR: Final = 0.01


@dataclass(frozen=True)
class Erased:
    """What was erased of some pixels.

    Attributes:
        value: what stands in place of erased pixels, on the 0..1 scale; 0 where nothing was erased.
        alike: share of the pixels that changed which have that value: 1 where pixels were erased, less for noise.
        share: of all pixels that were erased, as those show that did not have the value before; 0..1.
    """

    value: float
    alike: float
    share: float

    @classmethod
    def of(cls, clean: NDArray[np.floating], seen: NDArray[np.floating]) -> Self:
        """From pixels (p,) 0..1 and what became of each."""
        changed = np.abs(seen - clean) > _NEAR
        if not changed.any():
            return cls(0.0, 0.0, 0.0)
        values, counts = np.unique(np.rint(seen[changed] / _NEAR), return_counts=True)
        value = float(values[counts.argmax()] * _NEAR)
        erased = np.abs(seen - value) <= _NEAR
        other = np.abs(clean - value) > 10 * _NEAR
        return cls(value, float(erased[changed].mean()), float(erased[other].mean()))
