"""Finds the drawn pictures that are decoded codes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

__all__ = ["DrawnCodes", "find_decoded"]

#: Mean squared difference per pixel of a drawn picture and the code decoded again: float16 and rounding to 8 bits leave
#: a hundredth of it.
_SAME: Final = 1e-4
#: Of several codes that decode to the same picture so many are looked at.
_CANDIDATES: Final = 4


@dataclass(frozen=True, eq=False)
class DrawnCodes:
    """The decoded codes that one figure shows.

    Attributes:
        figure: its number among the figures with pictures.
        pictures: (m,) which of its pictures they are, in the order of the figure.
        codes: (m,) which of the codes each shows; each code once, as long as there are others like it.
    """

    figure: int
    pictures: NDArray[np.int64]
    codes: NDArray[np.int64]


def find_decoded(
    figures: Sequence[NDArray[np.floating]], decoded: NDArray[np.floating], *, same: float = _SAME
) -> list[DrawnCodes]:
    """The figures that show decoded codes.

    Args:
        figures: of each (m, 28, 28), on the 0..1 scale.
        decoded: (d, 28, 28) what the decoder makes of the codes.
        same: mean squared difference per pixel up to which a picture is one of them.
    """
    if not len(decoded):
        return []
    flat = np.clip(decoded, 0, 1).reshape(len(decoded), -1).astype(np.float64)
    tree = cKDTree(flat)
    found = []
    for number, pictures in enumerate(figures):
        if not len(pictures):
            continue
        drawn = np.clip(pictures, 0, 1).reshape(len(pictures), -1)
        count = min(_CANDIDATES, len(flat))
        distances, nearest = (part.reshape(len(drawn), count) for part in tree.query(drawn, k=count))
        shown = [
            (picture, _one(distances[picture], nearest[picture], same * flat.shape[1])) for picture in range(len(drawn))
        ]
        pairs = _distinct(shown)
        if pairs:
            places, codes = np.array(pairs, dtype=np.int64).T
            found.append(DrawnCodes(number, places, codes))
    return found


def _one(distances: NDArray[np.float64], nearest: NDArray[np.int64], limit: float) -> list[int]:
    return [int(code) for distance, code in zip(distances, nearest, strict=True) if distance**2 <= limit]


def _distinct(shown: Sequence[tuple[int, list[int]]]) -> list[tuple[int, int]]:
    """A code for each picture: one that no earlier picture has, if there is one."""
    used: set[int] = set()
    pairs = []
    for picture, codes in shown:
        if codes:
            code = next((one for one in codes if one not in used), codes[0])
            used.add(code)
            pairs.append((picture, code))
    return pairs
