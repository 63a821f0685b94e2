"""Finds the curve of an error against the width of the code."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from grader.exchange.evidence import Figure, Panel, Series

__all__ = ["find_curve"]

#: Largest relative difference of a drawn height from the measured error: it may be that of some of the test images.
_NEAR: Final = 0.1
#: Series of more points are no sweep.
_MOST: Final = 40


def find_curve(figures: Sequence[Figure], errors: Mapping[int, float]) -> int:
    """How many of the errors the best series draws, in their order.

    Args:
        errors: by width, at least two. A series may be on another scale, such as that of sums over all pixels.
    """
    measured = np.array([errors[width] for width in sorted(errors)])
    drawn = (heights for figure in figures for panel in figure.panels for heights in _heights(panel))
    return max((_matched(heights, measured) for heights in drawn), default=0)


def _heights(panel: Panel) -> Iterator[NDArray[np.float64]]:
    for series in panel.series:
        if 2 <= len(series.y) <= _MOST:
            yield _from_left(series)
    # Drawn one by one, as bars or points in a loop are.
    single = [series for series in panel.series if len(series.y) == 1]
    if 2 <= len(single) <= _MOST:
        order = np.argsort([series.x[0] for series in single], kind="stable")
        yield np.array([single[place].y[0] for place in order])


def _from_left(series: Series) -> NDArray[np.float64]:
    x, y = np.array(series.x[: len(series.y)]), np.array(series.y)
    return y[np.argsort(x, kind="stable")]


def _matched(heights: NDArray[np.float64], measured: NDArray[np.float64]) -> int:
    """The longest run of errors that the heights are, up to one factor; some widths may be missing."""
    heights = heights[np.isfinite(heights) & (heights > 0)]  # bins between bars have no height
    for count in range(min(len(heights), len(measured)), 1, -1):
        chosen = combinations(range(len(measured)), count) if len(heights) == count else _windows(len(measured), count)
        for places in chosen:
            wanted = measured[list(places)]
            for start in range(len(heights) - count + 1):
                ratio = heights[start : start + count] / wanted
                if np.ptp(ratio) <= 2 * _NEAR * np.median(ratio):
                    return count
    return 0


def _windows(length: int, count: int) -> Iterator[tuple[int, ...]]:
    for start in range(length - count + 1):
        yield tuple(range(start, start + count))
