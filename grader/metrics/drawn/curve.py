"""Finds the curve of an error against the width of the code."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from grader.exchange.evidence import Figure, Panel
from grader.metrics.drawn.scales import UNITS

__all__ = ["find_curve"]

Floats: TypeAlias = NDArray[np.float64]

#: Largest relative difference of a drawn height from the measured error: it may be that of some of the test images.
_NEAR: Final = 0.1
#: Series of more points are no sweep.
_MOST: Final = 40


def find_curve(figures: Sequence[Figure], errors: Mapping[int, float]) -> int:
    """How many of the errors the best series draws, in their order.

    Args:
        errors: by width, at least two. A series may be in another unit, such as that of sums over all pixels, or show
            the root.
    """
    drawn = (points for figure in figures for panel in figure.panels for points in _points(panel))
    return max((_matched(x, heights, errors) for x, heights in drawn), default=0)


def _points(panel: Panel) -> Iterator[tuple[Floats, Floats]]:
    """Of each series that may be a sweep, x and height of its points (n,), from left to right."""
    for series in panel.series:
        if 2 <= len(series.y) <= _MOST:
            yield _from_left(series.x, series.y)
    # Drawn one by one, as bars or points in a loop are.
    single = [series for series in panel.series if len(series.y) == 1]
    if 2 <= len(single) <= _MOST:
        yield _from_left([series.x[0] for series in single], [series.y[0] for series in single])


def _from_left(x: Sequence[float], y: Sequence[float]) -> tuple[Floats, Floats]:
    places, heights = np.array(x[: len(y)], np.float64), np.array(y, np.float64)
    order = np.argsort(places, kind="stable")
    return places[order], heights[order]


def _matched(x: Floats, heights: Floats, errors: Mapping[int, float]) -> int:
    """How many errors the heights are, in one unit. None is free: another code's error falls in much the same way."""
    there = np.isfinite(heights) & (heights > 0)  # bins between bars have no height
    x, heights = x[there], heights[there]
    if len(x) and set(x.tolist()) <= set(errors):
        wanted = np.array([errors[int(width)] for width in x])
        return max(int(_near(ratio).sum(axis=1).max()) for ratio in _ratios(heights, wanted))
    return _longest_run(heights, np.array([errors[width] for width in sorted(errors)]))


def _longest_run(heights: Floats, measured: Floats) -> int:
    """The longest run of errors that the heights are, where x is not the width; some widths may be missing."""
    for count in range(min(len(heights), len(measured)), 1, -1):
        chosen = combinations(range(len(measured)), count) if len(heights) == count else _windows(len(measured), count)
        for places in chosen:
            wanted = measured[list(places)]
            for start in range(len(heights) - count + 1):
                ratios = _ratios(heights[start : start + count], wanted)
                if any(_near(ratio).all(axis=1).any() for ratio in ratios):
                    return count
    return 0


def _ratios(heights: Floats, wanted: Floats) -> tuple[Floats, Floats]:
    """Of heights that are errors, and of such that are their roots."""
    return heights / wanted, np.square(heights) / wanted


def _near(ratio: Floats) -> NDArray[np.bool_]:
    """Which of the ratios (n,) are each of the units (u,): (u, n)."""
    return np.asarray(np.abs(ratio / UNITS[:, None] - 1) <= _NEAR)


def _windows(length: int, count: int) -> Iterator[tuple[int, ...]]:
    for start in range(length - count + 1):
        yield tuple(range(start, start + count))
