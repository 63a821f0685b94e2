"""Images of a figure, cut into the 28 × 28 pictures that the course's datasets are made of."""

from collections.abc import Iterable
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["grey", "pictures"]

Floats = NDArray[np.float32]

_SIDE = 28
_PADDED = 32
#: Of one figure.
_MAX_PICTURES = 200
#: Of one image: what is larger is no sheet of pictures, and would take much memory to look at.
_MAX_VALUES = 10_000_000
#: Side of the tiles of a canvas and the pixels between them, in the order in which they are tried.
_TILINGS = ((_SIDE, 0), (_PADDED, 0), *((_SIDE, gap) for gap in (1, 2, 3, 4)))


def grey(image: Any) -> Floats | None:
    """The data of an image as float32 (h, w), not scaled; None where it is none, or very large.

    Args:
        image: (h, w), (h, w, 1), or (h, w, 3 or 4), of which the mean colour is taken. What is masked or not finite
            becomes 0.
    """
    if np.size(image) > _MAX_VALUES:
        return None
    values = np.ma.filled(np.ma.asarray(image, dtype=np.float64), 0.0)
    if values.ndim == 3 and values.shape[2] in (1, 3, 4):
        values = values[:, :, :3].mean(axis=2)
    if values.ndim != 2 or not values.size:
        return None
    with np.errstate(over="ignore"):
        return np.nan_to_num(values.astype(np.float32), posinf=0.0, neginf=0.0)


def pictures(images: Iterable[Floats]) -> Floats | None:
    """(m, 28, 28) out of `images`, each (h, w), in order; None where there are none.

    A canvas is cut row by row, whether its pictures touch or stand apart by up to 4 pixels of one value. Pictures
    padded to 32 × 32 lose their border.
    """
    found = [tile for image in images for tile in _tiles(image)]
    return np.stack(found[:_MAX_PICTURES]) if found else None


def _tiles(image: Floats) -> list[Floats]:
    for side, gap in _TILINGS:
        rows, columns = (_starts(length, side, gap) for length in image.shape)
        if rows and columns and _parted(image, rows, columns, side):
            inset = (side - _SIDE) // 2
            return [
                image[top + inset : top + inset + _SIDE, left + inset : left + inset + _SIDE]
                for top, left in list(product(rows, columns))[:_MAX_PICTURES]
            ]
    return []


def _starts(length: int, side: int, gap: int) -> list[int]:
    """Where tiles begin that fill `length` with gaps between them, and perhaps around them; empty if none do."""
    for border in (0, gap):
        tiles, left = divmod(length - 2 * border + gap, side + gap)
        if tiles > 0 and left == 0:
            return [border + number * (side + gap) for number in range(tiles)]
    return []


def _parted(image: Floats, rows: list[int], columns: list[int], side: int) -> bool:
    """Whether all that is outside the tiles is of one value."""
    outside = np.ones(image.shape, dtype=bool)
    outside[np.ix_(*(np.add.outer(starts, np.arange(side)).ravel() for starts in (rows, columns)))] = False
    between = image[outside]
    return not between.size or bool(np.ptp(between) == 0)
