"""Round numbers along an axis."""

import math
from typing import Final

__all__ = ["decades", "label", "ticks"]

_STEPS: Final = (1.0, 2.0, 2.5, 5.0, 10.0)


def ticks(low: float, high: float, most: int = 6, *, whole: bool = False) -> list[float]:
    """At most `most` + 1 round numbers from `low` to `high`, evenly spaced; whole ones if asked for."""
    span = high - low
    if not span > 0 or not math.isfinite(span):
        return [low]
    power = 10.0 ** math.floor(math.log10(span / most))
    step = next(power * factor for factor in _STEPS if power * factor * most >= span * (1 - 1e-9))
    if whole:
        step = max(1.0, math.ceil(step))
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [0.0 if place == 0 else place * step for place in range(first, last + 1)]


def decades(low: float, high: float) -> list[float]:
    """The powers of ten from `low` to `high`, both above 0."""
    return [10.0**power for power in range(math.ceil(math.log10(low)), math.floor(math.log10(high)) + 1)]


def label(value: float) -> str:
    """A tick's number, without digits that say nothing."""
    return f"{value:.10g}"
