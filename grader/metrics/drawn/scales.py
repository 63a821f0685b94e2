"""The scales on which an error may be drawn: any unit, and the usual monotone ones."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

__all__ = ["SCALES", "Scale"]

Floats = NDArray[np.float64]

_TINY: Final = 1e-12
#: Units and offsets tried reach from a third to three times what equal medians say: a median read from wide bins
#: is no better. Steps of 2.5 % cost a distance of about 0.01 at worst.
_REACH: Final = np.linspace(-1.1, 1.1, 89)
#: What a sum instead of a mean, pixels in -1..1 and pixels in 0..255 do to a squared error.
_UNITS: Final = (4.0, 784.0, 4.0 * 784.0, 255.0**2, 784.0 * 255.0**2)


@dataclass(frozen=True)
class Scale:
    """One scale: `name`, a monotone function of the error on 0..1, and what is free in a line behind it.

    The drawn value is slope * transform(error) + offset. A free `slope` is a unit; behind a logarithm a unit is an
    offset, and the slope its base.
    """

    name: str
    transform: Callable[[Floats], Floats]
    free: Literal["slope", "offset", "nothing"]
    slope: float = 1.0

    def lines(self, drawn: float, measured: float) -> tuple[Floats, Floats]:
        """Slopes (k,) and offsets (k,) to try, given the medians of a drawn series and of what it may show."""
        if self.free == "nothing":
            return np.ones(1), np.zeros(1)
        if self.free == "offset":
            offsets = drawn - self.slope * measured + abs(self.slope) * _REACH
            return np.full(len(offsets), self.slope), offsets
        ratio = drawn / measured if measured else 0.0
        slopes = ratio * np.exp(_REACH) if ratio > 0 else np.empty(0)
        return slopes, np.zeros(len(slopes))


def _logarithm(errors: Floats) -> Floats:
    return np.log(np.maximum(errors, _TINY))


def _plus_one(unit: float) -> Callable[[Floats], Floats]:
    return lambda errors: np.log1p(unit * errors)


def _mirrored(scale: Scale) -> Scale:
    return Scale(f"-{scale.name}", lambda errors: -scale.transform(errors), scale.free, scale.slope)


def _all() -> Iterator[Scale]:
    yield Scale("linear", lambda errors: errors, "slope")
    yield Scale("sqrt", np.sqrt, "slope")
    yield Scale("log", _logarithm, "offset")
    yield Scale("log10", _logarithm, "offset", 1 / np.log(10))
    yield Scale("log2", _logarithm, "offset", 1 / np.log(2))
    for unit in _UNITS:
        yield Scale("log1p", _plus_one(unit), "nothing")


#: A score is the negative error, hence the mirrored ones.
SCALES: Final[tuple[Scale, ...]] = tuple(scale for one in _all() for scale in (one, _mirrored(one)))
