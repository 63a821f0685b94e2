"""Measured values, targets and points as a reader sees them."""

import math
import re
from dataclasses import dataclass
from typing import Final, Literal

__all__ = ["Target", "measured_text", "number", "parse_target", "points_text"]

_NUMBER: Final = r"[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?"
_BOUND: Final = re.compile(rf"\s*(>=|<=|=)\s*({_NUMBER})\s*(\S*)\s*")
_BAND: Final = re.compile(rf"\s*({_NUMBER})\s*±\s*({_NUMBER})\s*(\S*)\s*")
_MOST_DIGITS: Final = 8


@dataclass(frozen=True)
class Target:
    """What a measurement is held against, read from text such as `>= 0.85`, `= 100 %` or `0.896 ± 0.02`.

    Attributes:
        relation: how a measurement relates to `bound` where it meets the target.
        tolerance: distance from `bound` that still meets it; only with `±`.
        unit: `%`, `×` or nothing.
    """

    relation: Literal[">=", "<=", "=", "±"]
    bound: float
    tolerance: float
    unit: str


def parse_target(target: str) -> Target | None:
    """The target in `target`; None where it holds no number to compare with."""
    if found := _BOUND.fullmatch(target):
        relation: Literal[">=", "<=", "="] = ">=" if found[1] == ">=" else "<=" if found[1] == "<=" else "="
        return Target(relation, float(found[2]), 0.0, found[3])
    if found := _BAND.fullmatch(target):
        return Target("±", float(found[1]), float(found[2]), found[3])
    return None


def number(value: float, digits: int = 3) -> str:
    """`value` with so many significant digits, whole numbers in full, never in exponent form above 0.0001."""
    if not math.isfinite(value):
        return "–"
    if value == int(value) and abs(value) < 1e9:
        return str(int(value))
    places = digits - 1 - math.floor(math.log10(abs(value)))
    if places > _MOST_DIGITS:
        return f"{value:.{digits - 1}e}"
    return f"{value:.{max(0, places)}f}"


def measured_text(value: float | None, target: str) -> str:
    """A measured value in the unit of its target, with as many digits as it takes to see on which side it lies.

    With a target of `>= 0.85`, 0.84996 is shown as 0.84996 and not as the 0.850 that would seem to meet it.
    """
    if value is None or not math.isfinite(value):
        return "–"
    parsed = parse_target(target)
    if parsed is None:
        return number(value)
    shown = next(
        (text for text in (number(value, d) for d in range(3, _MOST_DIGITS)) if _same_side(float(text), value, parsed)),
        repr(value),
    )
    return f"{shown} {parsed.unit}".rstrip()


def points_text(points: float, max_points: float) -> str:
    """Points as `7.5 / 10`; a dash for what earns none and costs none."""
    if not max_points:
        return "–"
    return f"{points:.6g} / {max_points:.6g}"


def _same_side(shown: float, value: float, target: Target) -> bool:
    edges = (target.bound - target.tolerance, target.bound + target.tolerance)
    return all((shown > edge) == (value > edge) and (shown < edge) == (value < edge) for edge in edges)
