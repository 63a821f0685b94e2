"""A drawn series read as a distribution, and how far it is from measured values."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from grader.exchange.evidence import Panel, Series
from grader.metrics.drawn.scales import Lines

__all__ = ["Density", "densities", "distances", "overlap", "pooled"]

Floats = NDArray[np.float64]

#: More bins than this are merged: their edges lie closer than any distance that matters here.
_MAX_EDGES: Final = 400
#: Least share of the measured values that must lie within the drawn range, which a student may have cut.
_SEEN: Final = 0.5
#: No error, and no count of them, is of this size.
_HUGE: Final = 1e12
#: Bins that make a histogram, if a coarse one, and points that make a line of its heights.
_LEAST_POINTS: Final = {"bars": 2, "steps": 2, "curve": 5, "points": 5}
#: What makes counts: so many bins at least, whole but for what nine digits lose, the smallest not too large.
_LEAST_COUNTS: Final = 6
_WHOLE: Final = 1e-3
_MOST_IN_SMALLEST: Final = 500
_MOST_IMAGES: Final = 1_000_000
#: Lines of one panel that are looked at as a stack.
_MAX_STACK: Final = 4


@dataclass(frozen=True)
class Density:
    """A series with x sorted and heights >= 0, as a cumulative distribution.

    Attributes:
        names: the label of the series and the titles it stands under, nearest first.
        edges: (m,) strictly increasing, with `cumulated` (m,) shares of the mass below, from 0 to 1.
        filled: left and right edge of every bin that holds any mass.
        histogram: drawn as a histogram or shaped as one, rather than any curve.
    """

    series: Series
    names: tuple[str, ...]
    edges: Floats
    cumulated: Floats
    filled: frozenset[tuple[float, float]]
    histogram: bool

    @cached_property
    def images(self) -> int | None:
        """How many values were counted, if these are counts (normalised or not); None for a smoothed density.

        Counts are whole numbers over their sum, so the sum shows in the shares: it is the smallest number that makes
        all of them whole.
        """
        shares = np.diff(self.cumulated)
        shares = shares[shares > 0]
        if len(shares) < _LEAST_COUNTS:
            return None
        smallest_share = float(shares.min())
        most_in_smallest = min(_MOST_IN_SMALLEST, int(_MOST_IMAGES * smallest_share))
        for smallest in range(1, most_in_smallest + 1):
            images = round(smallest / smallest_share)
            counts = shares * images
            if np.abs(counts - counts.round()).max() < _WHOLE:
                return images
        return None

    def may_show(self, size: int) -> bool:
        """Whether these can be some of `size` values, going by how many were counted."""
        return self.images is None or self.images <= size

    def quantiles(self, shares: Floats) -> Floats:
        """Places of x below which each of `shares` of the mass lies."""
        return np.interp(shares, self.cumulated, self.edges)


def densities(panel: Panel, title: str) -> list[Density]:
    """Every series of `panel`, in a figure called `title`, that can be a distribution, in each way it can be read."""
    found = []
    usable = [one for one in panel.series if len(one.y) >= _LEAST_POINTS[one.kind] and _size(one) < _HUGE]
    for series, heights in [*((one, np.asarray(one.y)) for one in usable), *_differences(usable)]:
        edges = _edges(series)
        if heights.min() < 0 or heights.max() <= 0:
            continue
        if edges[0] > edges[-1]:
            edges, heights = edges[::-1], heights[::-1]
        if np.all(np.diff(edges) > 0):
            names = (series.label, panel.title, title)
            found += [_density(series, names, edges, masses) for masses in _readings(edges, heights)]
    return found


def _size(series: Series) -> float:
    return float(max(np.abs(series.x).max(), np.abs(series.y).max()))


def _differences(found: Sequence[Series]) -> Iterator[tuple[Series, Floats]]:
    """Lines that may be stacked, one on top of the other: the upper one's own heights."""
    lines = [one for one in found if one.kind in ("steps", "curve")][:_MAX_STACK]
    for above in lines:
        for below in lines:
            if above.x == below.x and above.y != below.y:
                own = np.subtract(above.y, below.y)
                if own.min(initial=0.0) >= 0:
                    yield above, own


def _readings(edges: Floats, heights: Floats) -> list[Floats]:
    """Masses (n,) of the bins: where their widths differ, heights may be counts or a density per unit of x."""
    widths = np.diff(edges)
    return [heights] if np.allclose(widths, widths[0], rtol=0.05) else [heights, heights * widths]


def distances(drawn: Density, measured: Floats, lines: Lines) -> Floats:
    """Kolmogorov-Smirnov distance of `drawn` from the measured values on each of k lines, at the drawn edges.

    Where the drawing covers only part of the values, it may have left the others out, or gathered them in its
    outermost bins: the nearer of the two counts.

    Args:
        drawn: with m edges.
        measured: (n,) sorted values.
        lines: from measured to drawn values, their slopes above 0.

    Returns:
        (k,) distances 0..1; infinite where less than half of the values lie within the drawn range.
    """
    places = (drawn.edges - lines.offsets[:, None]) / lines.slopes[:, None]
    below = np.searchsorted(measured, places, side="right") / len(measured)
    first = np.searchsorted(measured, places[:, :1], side="left") / len(measured)
    inside = below[:, -1:] - first
    cut = (below - first) / np.maximum(inside, _SEEN)
    gathered = below.copy()
    gathered[:, 0], gathered[:, -1] = 0.0, 1.0
    nearest = np.min([np.abs(shares - drawn.cumulated).max(axis=1) for shares in (cut, gathered)], axis=0)
    return np.where(inside[:, 0] < _SEEN, np.inf, nearest)


def overlap(a: Density, b: Density) -> float:
    """Mass that the two drawn distributions, each of mass 1, have in common: 0..1."""
    edges = np.union1d(a.edges, b.edges)
    masses = [np.diff(np.interp(edges, one.edges, one.cumulated)) for one in (a, b)]
    return float(np.minimum(*masses).sum())


def pooled(parts: Sequence[Density]) -> Density:
    """The distribution of several series together, each of the same weight."""
    edges = np.unique(np.concatenate([one.edges for one in parts]))
    cumulated = np.mean([np.interp(edges, one.edges, one.cumulated) for one in parts], axis=0)
    masses = np.diff(cumulated)
    series = Series(kind="bars", label="", x=edges.tolist(), y=masses.tolist(), count=len(masses))
    return _density(series, ("",), edges, masses)


def _edges(series: Series) -> Floats:
    """Edges of the bins of `series`; a curve's points are the middles of bins."""
    x = np.asarray(series.x)
    if series.kind in ("bars", "steps"):
        return x
    between = (x[1:] + x[:-1]) / 2
    return np.concatenate([[2 * x[0] - between[0]], between, [2 * x[-1] - between[-1]]])


def _density(series: Series, names: tuple[str, ...], edges: Floats, masses: Floats) -> Density:
    cumulated = np.concatenate([[0.0], np.cumsum(masses) / masses.sum()])
    keep = np.unique(np.linspace(0, len(edges) - 1, _MAX_EDGES).round().astype(int))
    ends_low = max(masses[0], masses[-1]) <= masses.max() / 2
    return Density(
        series=series,
        names=names,
        edges=edges[keep],
        cumulated=cumulated[keep],
        filled=frozenset(zip(edges[:-1][masses > 0].tolist(), edges[1:][masses > 0].tolist(), strict=True)),
        histogram=series.kind in ("bars", "steps") or bool(ends_low),
    )
