"""The shape of a row: how a 28×28 image lies in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = ["Array", "Layout", "layout_of"]

Array: TypeAlias = npt.NDArray[Any]

SIDE: Final = 28
_FLAT: Final = {784: 28, 1024: 32}
_SMALLEST, _LARGEST = 8, 256


@dataclass(frozen=True)
class Layout:
    """How the 28×28 pixels of an image become a row.

    Attributes:
        shape: of one row.
        height, width: of the image in it.
        channel_axis: of a batch of rows, 1 or -1; None without such an axis. Channels hold equal copies.
        fit: `exact` for 28×28; `padded`: centred in a larger frame of the value `fill`; `resized`: bilinear, as
            tf.image.resize does (half-pixel centres, no antialiasing).
    """

    shape: tuple[int, ...]
    height: int
    width: int
    channel_axis: int | None
    fit: Literal["exact", "padded", "resized"]
    fill: float = 0.0

    def rows(self, images: Array) -> Array:
        """Images (n, 28, 28) as rows (n, *shape)."""
        if self.fit == "padded":
            top, left = (self.height - SIDE) // 2, (self.width - SIDE) // 2
            images = np.pad(images, ((0, 0), (top, top), (left, left)), constant_values=self.fill)
        elif self.fit == "resized":
            images = _bilinear(self.height) @ images @ _bilinear(self.width).T
        if self.channel_axis is not None:
            images = np.expand_dims(images, self.channel_axis)
            images = np.repeat(images, self.shape[self.channel_axis - (self.channel_axis > 0)], self.channel_axis)
        return images.reshape(len(images), *self.shape)

    def images(self, rows: Array) -> Array:
        """Rows (n, *shape) as images (n, 28, 28): channels averaged, padding cut off, resizing undone.

        Resizing is undone in the sense of least squares: exactly for what `rows` made larger.
        """
        if self.channel_axis is None:
            images = rows.reshape(len(rows), self.height, self.width)
        else:
            images = rows.mean(axis=self.channel_axis)
        if self.fit == "padded":
            top, left = (self.height - SIDE) // 2, (self.width - SIDE) // 2
            return images[:, top : top + SIDE, left : left + SIDE]
        if self.fit == "resized":
            return np.asarray(np.linalg.pinv(_bilinear(self.height)) @ images @ np.linalg.pinv(_bilinear(self.width)).T)
        return images


def layout_of(rows: Array) -> Layout | None:
    """The layout of `rows` (n, *shape); None where they are no images of a known layout.

    A larger frame is taken for padding where all that lies outside the central 28×28 pixels has one value.
    """
    shape = rows.shape[1:]
    frame = _frame(shape)
    if frame is None or not len(rows):
        return None
    height, width, channel_axis = frame
    if not (_SMALLEST <= height <= _LARGEST and _SMALLEST <= width <= _LARGEST):
        return None
    if (height, width) == (SIDE, SIDE):
        return Layout(shape, height, width, channel_axis, "exact")
    fill = _border(Layout(shape, height, width, channel_axis, "exact").images(rows))
    if fill is None:
        return Layout(shape, height, width, channel_axis, "resized")
    return Layout(shape, height, width, channel_axis, "padded", fill)


def _frame(shape: Sequence[int]) -> tuple[int, int, int | None] | None:
    if len(shape) == 1 and shape[0] in _FLAT:
        side = _FLAT[shape[0]]
        return side, side, None
    if len(shape) == 2:
        return shape[0], shape[1], None
    if len(shape) == 3 and shape[2] in (1, 3):
        return shape[0], shape[1], -1
    if len(shape) == 3 and shape[0] in (1, 3):
        return shape[1], shape[2], 1
    return None


def _border(images: Array) -> float | None:
    """The one value around the central 28×28 pixels; None where there are several, or no even border."""
    height, width = images.shape[1:]
    if height < SIDE or width < SIDE or (height - SIDE) % 2 or (width - SIDE) % 2:
        return None
    outside = np.ones((height, width), bool)
    top, left = (height - SIDE) // 2, (width - SIDE) // 2
    outside[top : top + SIDE, left : left + SIDE] = False
    values = images[:, outside]
    return float(values[0, 0]) if np.ptp(values) == 0 else None


def _bilinear(size: int) -> Array:
    """The (size, 28) matrix that resizes one axis, float64."""
    place = np.clip((np.arange(size) + 0.5) * SIDE / size - 0.5, 0, SIDE - 1)
    left = np.minimum(np.floor(place).astype(int), SIDE - 2)
    matrix = np.zeros((size, SIDE))
    matrix[np.arange(size), left] = 1 - (place - left)
    matrix[np.arange(size), left + 1] = place - left
    return matrix
