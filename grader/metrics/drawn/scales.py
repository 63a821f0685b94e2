"""The scales on which an error may be drawn: any unit, and the usual monotone ones."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

__all__ = ["AS_IT_IS", "FREE", "SCALES", "UNITS", "Lines", "Scale"]

Floats = NDArray[np.float64]

#: A line of free unit or zero fits more than one of a usual unit, so it has to fit better: this share of the usual
#: distance. On a T-shirt detector of the lesson, wrong splits come no nearer than 0.11, honest ones than 0.065.
FREE: Final = 0.75
#: What a mean, a sum, or a mean over a padded 32 × 32 image does to the squared error of 28 × 28 pixels, times what
#: pixels in 0..1, -1..1 and 0..255 do.
UNITS: Final = np.array([size * span for size, span in product((1.0, 784.0, 784 / 1024), (1.0, 4.0, 255.0**2))])
#: Other units are tried from a third to three times what equal medians say, since a median read from wide bins is no
#: better. Steps of 2.5 % cost a distance of about 0.01 at worst.
_REACH: Final = np.linspace(-1.1, 1.1, 89)
#: Below this unit, log(1 + error) is as good as the error itself.
_LARGE: Final = 100.0
_TINY: Final = 1e-12


@dataclass(frozen=True)
class Lines:
    """Ways to get from transformed errors to drawn values: slope * error + offset, each (k,).

    `allowance` (k,) is the share of the usual distance within which each has to fit.
    """

    slopes: Floats
    offsets: Floats
    allowance: Floats

    def only(self, chosen: NDArray[np.bool_]) -> "Lines":
        """The chosen ones."""
        return Lines(self.slopes[chosen], self.offsets[chosen], self.allowance[chosen])


#: The error in its own unit.
AS_IT_IS: Final = Lines(np.ones(1), np.zeros(1), np.ones(1))


@dataclass(frozen=True)
class Scale:
    """One scale: `name`, and a monotone function of the error on 0..1.

    A unit of the error is a slope behind a `power` (with exponent `factor`), an offset behind a `logarithm` (with
    `factor` for its base), and nothing of the kind behind a `fixed` function. `sign` is -1 where it is mirrored.
    """

    name: str
    transform: Callable[[Floats], Floats]
    kind: Literal["power", "logarithm", "fixed"]
    factor: float = 1.0
    sign: float = 1.0

    def measured(self, errors: Floats) -> Floats:
        """(n,) errors on this scale, sorted."""
        return np.sort(self.sign * self.transform(errors))

    def lines(self, drawn: float, measured: float) -> Lines:
        """What to try, given the medians of a drawn series and of the measured values it may show."""
        if self.kind == "fixed":
            return AS_IT_IS
        if self.kind == "logarithm":
            free = drawn - self.factor * measured + self.factor * _REACH
            offsets = np.concatenate([self.sign * self.factor * np.log(UNITS), free])
            return Lines(np.full(len(offsets), self.factor), offsets, _allowance(len(free)))
        ratio = drawn / measured if measured else 0.0
        free = ratio * np.exp(_REACH) if ratio > 0 else np.empty(0)
        slopes = np.concatenate([UNITS**self.factor, free])
        return Lines(slopes, np.zeros(len(slopes)), _allowance(len(free)))


def _allowance(free: int) -> Floats:
    return np.concatenate([np.ones(len(UNITS)), np.full(free, FREE)])


def _logarithm(errors: Floats) -> Floats:
    return np.log(np.maximum(errors, _TINY))


def _plus_one(unit: float) -> Callable[[Floats], Floats]:
    return lambda errors: np.log1p(unit * errors)


def _all() -> Iterator[Scale]:
    for sign, minus in ((1.0, ""), (-1.0, "-")):  # a score is the negative error
        yield Scale(f"{minus}linear", lambda errors: errors, "power", 1.0, sign)
        yield Scale(f"{minus}sqrt", np.sqrt, "power", 0.5, sign)
        for name, factor in (("log", 1.0), ("log10", 1 / np.log(10)), ("log2", 1 / np.log(2))):
            yield Scale(f"{minus}{name}", _logarithm, "logarithm", float(factor), sign)
        for unit in UNITS[UNITS > _LARGE]:
            yield Scale(f"{minus}log1p", _plus_one(float(unit)), "fixed", sign=sign)


SCALES: Final[tuple[Scale, ...]] = tuple(_all())
