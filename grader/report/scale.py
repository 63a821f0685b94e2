"""Where a measured value lies beside its target, as positions for a small drawing."""

import math
from dataclasses import dataclass

from grader.report.numbers import Target, parse_target

__all__ = ["Scale", "scale"]


@dataclass(frozen=True)
class Scale:
    """Positions 0..100 from left to right.

    Attributes:
        value: the measurement; `interval` the ends of its interval, if it has one.
        target: the bound, or the middle of a tolerance.
        zone: where a measurement meets the target.
    """

    value: float
    interval: tuple[float, float] | None
    target: float
    zone: tuple[float, float]


def scale(measured: float | None, interval: tuple[float, float] | None, target: str) -> Scale | None:
    """The drawing of a criterion; None where there is no number, or nothing to hold it against."""
    parsed = parse_target(target)
    if measured is None or parsed is None or not math.isfinite(measured):
        return None
    low, high = _range(measured, parsed)

    def place(value: float) -> float:
        return round(100 * min(1.0, max(0.0, (value - low) / (high - low))), 2)

    ends = (place(interval[0]), place(interval[1])) if interval and all(map(math.isfinite, interval)) else None
    zone = {
        ">=": (parsed.bound, high),
        "<=": (low, parsed.bound),
        "=": (parsed.bound, parsed.bound),
        "±": (parsed.bound - parsed.tolerance, parsed.bound + parsed.tolerance),
    }[parsed.relation]
    return Scale(place(measured), ends, place(parsed.bound), (place(zone[0]), place(zone[1])))


def _range(measured: float, target: Target) -> tuple[float, float]:
    """From 0 to 1 or 100 % where that is the natural scale, else from 0 to a little above what is shown."""
    furthest = max(measured, target.bound + target.tolerance)
    low = min(0.0, 1.1 * measured, 1.1 * target.bound)
    if target.unit == "%":
        return low, max(100.0, furthest)
    if not target.unit and 0.2 <= target.bound <= 1.0 and furthest <= 1.0:
        return low, 1.0
    if target.relation == "=":
        return low, max(furthest, low + 1.0)
    return low, 1.25 * furthest if furthest > 0 else low + 1.0
