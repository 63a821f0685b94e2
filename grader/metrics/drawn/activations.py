"""Finds a figure that shows the activations of the code."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from grader.exchange.evidence import Figure, Panel, Series
from grader.metrics.drawn.density import Density, densities, distances
from grader.metrics.drawn.scales import Lines

__all__ = ["DrawnActivations", "find_activations"]

Floats = NDArray[np.float64]

#: Kolmogorov-Smirnov distance from the measured activations. Where one bin holds most of them: of those beyond it,
#: twice that; their number, within this factor.
_LIMIT: Final = 0.08
_MOST: Final = 0.5
_FACTOR: Final = 2.0
#: Values on an edge belong to the bin above it, as NumPy counts them: they are moved by this share of the largest.
_BESIDE: Final = 1e-7
#: How far the values of one image's histogram lie from those of some measured one: in bins, and in deviations.
_BINS_OFF: Final = 0.6
_VALUES_OFF: Final = 0.1
#: What the notebook may call active: above this, or above this share of the largest activation.
_ACTIVE: Final = (0.0, 1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.05, 0.1, 0.5)
_ACTIVE_SHARES: Final = (0.01, 0.1)
#: Correlation of a bar per unit with what was measured of each unit; where they stand in order of size, their distance
#: from what was measured, in deviations.
_CORRELATED: Final = 0.95
_CLOSE: Final = 0.1
#: Share of units whose bar lies in the range of the unit, for the code of one image; its contrast, within this factor
#: of that of the measured codes; and its jumps from unit to unit, as share of those of values in no order: a loss curve
#: has hardly any.
_IN_RANGE: Final = 0.95
_CONTRAST: Final = 2.0
_JUMPS: Final = 0.3
#: Where the first unit may stand.
_FIRST: Final = 1.5
#: No activation is so large, and no deviation so small.
_HUGE: Final = 1e12
_TINY: Final = 1e-12
#: Pixels of an image: a matrix with so many rows is one of weights.
_PIXELS: Final = 784
#: Values of the smallest map of a convolutional code; a matrix of ten classes, such as of their confusion, is no code.
_LEAST_MAP: Final = 16
_CLASSES: Final = 10
#: Values of a distribution that are kept; histograms of a figure that are looked at.
_MAX_VALUES: Final = 200_000
_MAX_HISTOGRAMS: Final = 200

_AS_DRAWN: Final = Lines(np.ones(1), np.zeros(1), np.ones(1))


@dataclass(frozen=True)
class DrawnActivations:
    """A figure of the activations.

    Attributes:
        figure: index in the list.
        form: `histogram` of the activations, or of what images or units have of them; `units`, a bar or point for each
            unit of the code; `matrix`, an image of the codes or of one of them.
    """

    figure: int
    form: Literal["histogram", "units", "matrix"]


def find_activations(figures: Sequence[Figure], codes: Floats) -> DrawnActivations | None:
    """Look for a figure that shows the activations of the code, of any images and in any form.

    Histograms and bars are compared with what was measured. Of an image only its shape is known: the code has as
    many units as it has rows, columns or pixels.

    Args:
        figures: as recorded, in order.
        codes: (n, k) of the test images, by the graded encoder and after its activation; finite, n and k at least 2.

    Returns:
        The first such figure; None if there is none.
    """
    measured = _Measured(codes)
    units = codes.shape[1]
    for index, figure in enumerate(figures):
        if any(_is_code(shape, units) for panel in figure.panels for shape in panel.image_shapes):
            return DrawnActivations(index, "matrix")
        if any(measured.is_profile(heights) for panel in figure.panels for heights in _per_unit(panel, units)):
            return DrawnActivations(index, "units")
        drawn = [one for panel in figure.panels for one in densities(panel, figure.title) if one.histogram]
        if any(measured.is_histogram(one) for one in drawn[:_MAX_HISTOGRAMS]):
            return DrawnActivations(index, "histogram")
    return None


class _Measured:
    """The measured codes (n, k), and what can be drawn of them."""

    def __init__(self, codes: Floats) -> None:
        self._codes = np.asarray(codes, dtype=np.float64)
        self._units = self._codes.shape[1]
        largest = float(np.abs(self._codes).max())
        self._levels = sorted({*_ACTIVE, *(share * largest for share in _ACTIVE_SHARES)})

    def is_histogram(self, drawn: Density) -> bool:
        """Whether `drawn` follows one of the distributions, or is that of one image's activations."""
        if any(_follows(drawn, values) for values in self._of_images):
            return True
        if not _counts(drawn, self._units):
            return False
        return self._is_of_one_image(drawn) or any(_follows(drawn, values) for values in self._of_units)

    def is_profile(self, heights: Floats) -> bool:
        """Whether `heights` (k,) are a statistic of each unit, or the code of an image."""
        return any(_equals(heights, one) for one in self._statistics) or self._is_one_code(heights)

    @cached_property
    def _statistics(self) -> list[Floats]:
        """Each (k,), of the units."""
        codes, sizes = self._codes, np.abs(self._codes)
        usual = [codes.mean(axis=0), sizes.mean(axis=0), codes.max(axis=0), codes.std(axis=0)]
        return [*usual, *((sizes > level).mean(axis=0) for level in self._levels)]

    @cached_property
    def _of_units(self) -> list[Floats]:
        return _sorted(self._statistics)

    @cached_property
    def _of_images(self) -> list[Floats]:
        """Of all activations, of those that are not 0, and of what each image has of them."""
        codes, sizes = self._codes, np.abs(self._codes)
        active = [(sizes > level).sum(axis=1) for level in self._levels]
        of_each = [sizes.mean(axis=1), sizes.sum(axis=1), *active, *(count / self._units for count in active)]
        return _sorted([codes.ravel(), codes[codes != 0], *of_each])

    @cached_property
    def _ordered(self) -> Floats:
        return np.sort(self._codes, axis=1)

    def _is_of_one_image(self, drawn: Density) -> bool:
        values = drawn.quantiles((np.arange(self._units) + 0.5) / self._units)
        off = np.sqrt(np.square(self._ordered - values).mean(axis=1))
        allowed = _BINS_OFF * np.diff(drawn.edges).max() + _VALUES_OFF * self._ordered.std(axis=1)
        return bool((off <= allowed).any())

    def _is_one_code(self, heights: Floats) -> bool:
        low, high = self._codes.min(axis=0), self._codes.max(axis=0)
        if ((heights >= low) & (heights <= high)).mean() < _IN_RANGE:
            return False
        least, most = np.quantile(self._codes.std(axis=1), [0.01, 0.99])
        if not 0 < least / _CONTRAST <= heights.std() <= most * _CONTRAST:
            return False
        return bool(np.square(np.diff(heights)).mean() > _JUMPS * 2 * heights.var())


def _sorted(samples: Sequence[NDArray[np.number]]) -> list[Floats]:
    """Those of them that vary, sorted and thinned out."""
    varied = [np.sort(values.astype(np.float64)) for values in samples if len(values) and np.ptp(values) > 0]
    return [values[:: -(-len(values) // _MAX_VALUES)] for values in varied]


def _counts(drawn: Density, values: int) -> bool:
    """Whether `drawn` is of so many values: the counts, or what they have become, may have a common divisor."""
    return round(sum(drawn.series.y)) == values or (drawn.images is not None and values % drawn.images == 0)


def _follows(drawn: Density, values: Floats) -> bool:
    """Whether `drawn` is a histogram of some of the sorted `values`; where a bin holds most, of those beyond it too."""
    if not _near(drawn, values, _LIMIT):
        return False
    masses = np.diff(drawn.cumulated)
    fullest = int(masses.argmax())
    if masses[fullest] < _MOST:
        return True
    edges, left = drawn.edges[fullest + 1 :], 1 - drawn.cumulated[fullest + 1 :]
    beyond = values[values > edges[0]]
    if not left[0] / _FACTOR <= len(beyond) / len(values) <= left[0] * _FACTOR or not len(beyond):
        return False
    return _near(replace(drawn, edges=edges, cumulated=1 - left / left[0]), beyond, 2 * _LIMIT)


def _near(drawn: Density, values: Floats, limit: float) -> bool:
    """Whether `drawn` is as near to sorted `values` as `limit` and the number of values that were drawn allow."""
    chance = 0.0 if drawn.images is None else min(limit, drawn.images**-0.5)
    beside_edges = values + _BESIDE * np.abs(values[[0, -1]]).max()
    return bool(distances(drawn, beside_edges, _AS_DRAWN)[0] <= limit + chance)


def _equals(heights: Floats, measured: Floats) -> bool:
    """Whether `heights` (k,) are the statistic `measured`, in any unit, or are its values in order of size."""
    if min(heights.std(), measured.std()) < _TINY:
        return False
    if np.corrcoef(heights, measured)[0, 1] >= _CORRELATED:
        return True
    off = np.square(np.sort(heights) - np.sort(measured)).mean()
    return bool(off <= _CLOSE**2 * measured.var())


def _per_unit(panel: Panel, units: int) -> Iterator[Floats]:
    """Heights (k,) of the series that have one for each unit, numbered from 0 or 1."""
    for series in panel.series:
        heights = np.asarray(series.y)
        if len(heights) == units and np.abs([*series.x, *heights]).max() < _HUGE and _numbered(series):
            yield heights


def _numbered(series: Series) -> bool:
    x = np.asarray(series.x)
    middles = (x[1:] + x[:-1]) / 2 if series.kind in ("bars", "steps") else x
    return bool(np.allclose(np.diff(middles), 1) and 0 <= middles[0] <= _FIRST)


def _is_code(shape: Sequence[int], units: int) -> bool:
    """Whether an image of this shape may be a matrix of codes, one code, or a map of a convolutional one."""
    if len(shape) != 2 or all(side % 28 == 0 for side in shape) or set(shape) in ({32}, {_CLASSES}):
        return False
    if units in shape:
        return _PIXELS not in shape
    values = shape[0] * shape[1]
    return values >= _LEAST_MAP and units % values == 0
