"""Where a measured value lies beside its target, as positions for a small drawing."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from grader.report.numbers import Target, parse_target

__all__ = ["Scale", "scale"]

Span = tuple[float, float]


@dataclass(frozen=True)
class Scale:
    """Positions 0..100 from left to right.

    Attributes:
        value: the measurement; `interval` the ends of its interval, if it has one.
        target: the bound, or the middle of a tolerance.
        zone: where a measurement meets the target.
        part: where it earns a part of the points, if it can.
        reference: what the reference implementations reached, if that is known.
    """

    value: float
    interval: Span | None
    target: float
    zone: Span
    part: Span | None = None
    reference: Span | None = None


def scale(
    measured: float | None,
    interval: Span | None,
    target: str,
    *,
    starts: float | None = None,
    reference: Span | None = None,
) -> Scale | None:
    """The drawing of a criterion; None where there is no number, or nothing to hold it against."""
    parsed = parse_target(target)
    if measured is None or parsed is None or not math.isfinite(measured):
        return None
    others = [value for value in (starts, *(reference or ())) if value is not None]
    low, high = _range(measured, parsed, others)

    def place(value: float) -> float:
        return round(100 * min(1.0, max(0.0, (value - low) / (high - low))), 2)

    def span(ends: Span | None) -> Span | None:
        return (place(ends[0]), place(ends[1])) if ends and all(map(math.isfinite, ends)) else None

    zone = {
        ">=": (parsed.bound, high),
        "<=": (low, parsed.bound),
        "=": (parsed.bound, parsed.bound),
        "±": (parsed.bound - parsed.tolerance, parsed.bound + parsed.tolerance),
    }[parsed.relation]
    part = (min(starts, parsed.bound), max(starts, parsed.bound)) if starts is not None else None
    return Scale(
        place(measured),
        span(interval),
        place(parsed.bound),
        (place(zone[0]), place(zone[1])),
        span(part),
        span(reference),
    )


def _range(measured: float, target: Target, others: Iterable[float]) -> Span:
    """From 0 to 1 or 100 % where that is the natural scale, else from 0 to a little above what is shown."""
    furthest = max(measured, target.bound + target.tolerance, *others)
    low = min(0.0, 1.1 * measured, 1.1 * target.bound, *(1.1 * value for value in others))
    if target.unit == "%":
        return low, max(100.0, furthest)
    if not target.unit and 0.2 <= target.bound <= 1.0 and furthest <= 1.0:
        return low, 1.0
    if target.relation == "=":
        return low, max(furthest, low + 1.0)
    return low, 1.25 * furthest if furthest > 0 else low + 1.0
