"""The noise of a training, to be drawn afresh for images it has never met."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

__all__ = ["Noise"]

#: Pixels of the sample that are kept; more say nothing new.
_MOST_PIXELS: Final = 200_000
#: A pixel takes its noise from at least so many others that were about as bright.
_NEIGHBOURS: Final = 200


@dataclass(frozen=True, eq=False)
class Noise:
    """What was added to the images of x.

    Attributes:
        sd: standard deviation, on the scale on which images go from 0 to 1; before clipping, where they were clipped.
        clipped: whether the noisy values were cut off at the ends of a range.
        levels, values: sorted grey levels (p,) 0..255 of some clean pixels, and what noise made of each, float32 (p,)
            on the 0..1 scale; None where only the deviation of Gaussian noise is known.
        fixed: whether every image had the same, each pixel its own.
    """

    sd: float
    clipped: bool
    levels: NDArray[np.uint8] | None = None
    values: NDArray[np.float32] | None = None
    fixed: bool = False

    @classmethod
    def seen(
        cls, sd: float, clipped: bool, raw: NDArray[np.uint8], noisy: NDArray[np.float64], *, fixed: bool = False
    ) -> Self:
        """Noise as it shows in images whose clean version is known.

        Args:
            raw: (n, 28, 28) clean images.
            noisy: (n, 28, 28) the same with noise, on the 0..1 scale.
        """
        levels, values = raw.ravel()[:_MOST_PIXELS], noisy.ravel()[:_MOST_PIXELS]
        order = np.argsort(levels, kind="stable")
        return cls(sd, clipped, levels[order], values[order].astype(np.float32), fixed)

    def apply(self, raw: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.float32]:
        """Fresh noise on clean images (n, 28, 28), 0..255; the noisy ones on the 0..1 scale, where noise may leave it.

        Each pixel takes the noisy value of a random training pixel that was about as bright. So any noise that treats
        pixels alone comes back as it was: Gaussian, clipped or not, uniform, salt and pepper, masking.
        """
        if self.levels is None or self.values is None:
            noisy = raw / 255 + rng.normal(0, self.sd, raw.shape)
            return (np.clip(noisy, 0, 1) if self.clipped else noisy).astype(np.float32)
        low, high = self._neighbours
        place = low[raw] + np.floor(rng.random(raw.shape) * (high - low)[raw]).astype(np.int64)
        return self.values[place]

    @cached_property
    def _neighbours(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """For each of the 256 grey levels, the range of places in `values` to draw from."""
        assert self.levels is not None
        low = np.searchsorted(self.levels, np.arange(256), side="left")
        high = np.searchsorted(self.levels, np.arange(256), side="right")
        missing = np.maximum(0, _NEIGHBOURS - (high - low))
        low = np.maximum(0, low - missing // 2)
        high = np.minimum(len(self.levels), np.maximum(high + missing // 2, low + 1))
        low = np.minimum(low, len(self.levels) - 1)
        return low, np.maximum(high, low + 1)
