"""What was done to grey levels: one scale for all, one for each image, or one for each pixel."""

from dataclasses import dataclass
from typing import Final, Literal, Protocol, TypeAlias, get_args

import numpy as np

from grader.i18n import Text, text
from grader.provenance.layout import Array

__all__ = ["STATISTICS", "Affine", "Intensity", "PerImage", "PerPixel", "Statistic"]

Statistic: TypeAlias = Literal["range", "standard", "l2", "mean", "sum"]
STATISTICS: Final[tuple[Statistic, ...]] = get_args(Statistic)

_TIDY: Final = 1e-5  # of the range; 255/256 is farther than that from any round number


class Intensity(Protocol):
    """A map of raw grey levels, 0..255, to what went into training, pixel by pixel, and back."""

    def forward(self, raw: Array) -> Array:
        """Raw images (n, 28, 28) as training saw them, float64."""

    def backward(self, values: Array, raw: Array) -> Array:
        """Values (n, 28, 28) on the raw scale, float64; `raw` are the images they belong to."""

    def describe(self) -> Text:
        """In a few words."""


@dataclass(frozen=True)
class Affine:
    """`scale * raw + offset`, the same for all images."""

    scale: float
    offset: float

    def forward(self, raw: Array) -> Array:
        """See Intensity."""
        return np.asarray(raw * np.float64(self.scale) + self.offset)

    def backward(self, values: Array, raw: Array) -> Array:
        """See Intensity."""
        return np.asarray((values - np.float64(self.offset)) / self.scale)

    def tidy(self) -> "Affine":
        """The same between the whole or half numbers that were meant: 1/255 rather than 0.00392157."""
        ends = np.array([self.offset, 255 * self.scale + self.offset])
        near = _TIDY * abs(ends[1] - ends[0])
        meant = np.rint(2 * ends) / 2
        if meant[0] != meant[1] and np.abs(meant - ends).max() <= near:
            return Affine(float(meant[1] - meant[0]) / 255, float(meant[0]))
        return Affine(self.scale, 0.0) if abs(self.offset) <= near else self

    def describe(self) -> Text:
        """See Intensity."""
        low, high = self.offset, 255 * self.scale + self.offset
        if np.allclose((low, high), (0, 1), atol=1e-3):
            return text("pixels divided by 255")
        if np.allclose((low, high), (0, 255), atol=0.1):
            return text("pixels as they are, 0 to 255")
        return text("pixels scaled from 0..255 to {low:.4g}..{high:.4g}", low=low, high=high)


@dataclass(frozen=True)
class PerImage:
    """`scale * u + offset`, with u the image measured by its own statistic.

    `range`: (raw - min) / (max - min). `standard`: (raw - mean) / standard deviation. `l2`, `sum`: raw divided by its
    Euclidean length, by its sum. `mean`: raw - mean.
    """

    statistic: Statistic
    scale: float = 1.0
    offset: float = 0.0

    def forward(self, raw: Array) -> Array:
        """See Intensity."""
        shift, unit = self._measures(raw)
        return np.asarray((raw - shift) / unit * self.scale + self.offset)

    def backward(self, values: Array, raw: Array) -> Array:
        """See Intensity."""
        shift, unit = self._measures(raw)
        return np.asarray((values - np.float64(self.offset)) / self.scale * unit + shift)

    def _measures(self, raw: Array) -> tuple[Array, Array]:
        """Shift and unit of each image, (n, 1, 1); the unit of a constant image is 1."""
        raw = raw.astype(np.float64)
        mean = raw.mean(axis=(1, 2), keepdims=True)
        low = raw.min(axis=(1, 2), keepdims=True)
        zero, one = np.zeros_like(mean), np.ones_like(mean)
        shift, unit = {
            "range": lambda: (low, raw.max(axis=(1, 2), keepdims=True) - low),
            "standard": lambda: (mean, raw.std(axis=(1, 2), keepdims=True)),
            "l2": lambda: (zero, np.sqrt((raw**2).sum(axis=(1, 2), keepdims=True))),
            "mean": lambda: (mean, one),
            "sum": lambda: (zero, raw.sum(axis=(1, 2), keepdims=True)),
        }[self.statistic]()
        return shift, np.where(unit > 0, unit, 1.0)

    def describe(self) -> Text:
        """See Intensity."""
        return {
            "range": text("each image scaled by its own smallest and largest pixel"),
            "standard": text("each image standardised by its own mean and deviation"),
            "l2": text("each image divided by its length"),
            "mean": text("each image minus its own mean"),
            "sum": text("each image divided by its sum"),
        }[self.statistic]


@dataclass(frozen=True, eq=False)
class PerPixel:
    """`scale * raw + offset`, with a scale and an offset for each pixel, (28, 28): a scaler fitted on a set of images.

    Where the scale is 0 the pixel was constant in all that was seen, and `backward` gives the level it stands for.

    Attributes:
        kind: `standard`, `minmax` and `mean` scalers have known formulas; `fitted` was learnt pixel by pixel.
        level: raw value of pixels whose scale is 0.
    """

    kind: Literal["standard", "minmax", "mean", "fitted"]
    scale: Array
    offset: Array
    level: float = 0.0

    def forward(self, raw: Array) -> Array:
        """See Intensity."""
        return np.asarray(raw * self.scale + self.offset)

    def backward(self, values: Array, raw: Array) -> Array:
        """See Intensity."""
        constant = self.scale == 0
        return np.where(constant, self.level, (values - self.offset) / np.where(constant, 1.0, self.scale))

    def describe(self) -> Text:
        """See Intensity."""
        return {
            "standard": text("each pixel standardised over the data set"),
            "minmax": text("each pixel scaled by its own range over the data set"),
            "mean": text("the mean image subtracted"),
            "fitted": text("each pixel scaled on its own"),
        }[self.kind]
