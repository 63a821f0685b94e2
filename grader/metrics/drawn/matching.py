"""Which drawn series show which measured errors, all on one scale."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from grader.metrics.drawn.density import Density, distances, pooled
from grader.metrics.drawn.scales import SCALES, Scale

__all__ = ["Match", "match_classes", "match_pairs"]

Floats = NDArray[np.float64]

#: A free offset beside a free unit fits more, so it has to fit better: this share of the usual distance.
_SHIFTED: Final = 1.0
_SHARES: Final = np.linspace(0.1, 0.9, 9)
#: Of the nine other classes, so many must be found.
_LEAST_CLASSES: Final = 8


@dataclass(frozen=True)
class Match:
    """Two drawn distributions that fit the measured errors of the normal class and of the others.

    The distances are those of Kolmogorov and Smirnov, 0..1; `scale` names the scale of the drawing.
    """

    normal: Density
    other: Density
    distance_normal: float
    distance_other: float
    scale: str

    @property
    def distance(self) -> float:
        """The larger of both distances."""
        return max(self.distance_normal, self.distance_other)


def match_pairs(found: Sequence[Density], normal: Floats, other: Floats, limit: float) -> Iterator[Match]:
    """Every ordered pair of series that fits (normal, other) within `limit`, once for each scale on which it does."""
    for scale in SCALES:
        measured_normal, measured_other = _measured(scale, normal), _measured(scale, other)
        for a in found:
            lines, near = _lines_near(scale, a, measured_normal, limit)
            for b in found:
                if len(near) and b.series is not a.series:
                    yield from _best(a, b, near, distances(b, measured_other, *lines), scale.name, limit)
    yield from _match_shifted(found, normal, other, limit * _SHIFTED)


def _match_shifted(found: Sequence[Density], normal: Floats, other: Floats, limit: float) -> Iterator[Match]:
    """As `match_pairs`, on a scale of any unit and any zero, such as errors standardised or scaled to 0..1."""
    for name, sign in (("shifted", 1.0), ("-shifted", -1.0)):
        measured = np.sort(sign * normal), np.sort(sign * other)
        places = np.concatenate([np.quantile(values, _SHARES) for values in measured])
        for a in found:
            for b in found:
                drawn = np.concatenate([a.quantiles(_SHARES), b.quantiles(_SHARES)])
                slope, offset = np.polyfit(places, drawn, 1) if np.ptp(places) else (0.0, 0.0)
                if slope > 0 and b.series is not a.series:
                    line = np.array([slope]), np.array([offset])
                    near = distances(a, measured[0], *line)
                    yield from _best(a, b, near, distances(b, measured[1], *line), name, limit)


def match_classes(found: Sequence[Density], normal: Floats, others: Sequence[Floats], limit: float) -> Iterator[Match]:
    """Histograms of single classes: a series that fits `normal`, and one of its own for nearly each of `others`."""
    if len(found) <= _LEAST_CLASSES:
        return
    for scale in SCALES:
        measured_normal, measured = _measured(scale, normal), [_measured(scale, values) for values in others]
        for a in found:
            lines, near = _lines_near(scale, a, measured_normal, limit)
            rest = [b for b in found if b.series is not a.series]
            if len(near):
                table = np.array([[distances(b, values, *lines) for values in measured] for b in rest])
                yield from _assigned(a, rest, near, table, scale.name, limit)


def _assigned(
    a: Density, rest: list[Density], near: Floats, table: NDArray[np.float64], name: str, limit: float
) -> Iterator[Match]:
    """The best assignment of series to classes; `table` is (series, classes, lines)."""
    table = np.minimum(table, 1.0)
    line = int(np.argmin(near + table.min(axis=0).sum(axis=0)))
    rows, columns = linear_sum_assignment(table[:, :, line])
    fitting = [(rest[row], table[row, column, line]) for row, column in zip(rows, columns, strict=True)]
    fitting = [(b, distance) for b, distance in fitting if distance <= limit]
    if len(fitting) >= min(_LEAST_CLASSES, table.shape[1]):
        worst = float(max(distance for _, distance in fitting))
        yield Match(a, pooled([b for b, _ in fitting]), float(near[line]), worst, name)


def _measured(scale: Scale, errors: Floats) -> Floats:
    return np.sort(scale.transform(errors))


def _lines_near(scale: Scale, a: Density, measured: Floats, limit: float) -> tuple[tuple[Floats, Floats], Floats]:
    """Slopes and offsets on which `a` fits `measured` within `limit`, and how well."""
    slopes, offsets = scale.lines(float(a.quantiles(np.array([0.5]))[0]), float(np.median(measured)))
    near = distances(a, measured, slopes, offsets) if len(slopes) else slopes
    fits = near <= limit
    return (slopes[fits], offsets[fits]), near[fits]


def _best(a: Density, b: Density, near: Floats, far: Floats, scale: str, limit: float) -> Iterator[Match]:
    best = int(np.argmin(np.maximum(near, far)))
    if max(near[best], far[best]) <= limit:
        yield Match(a, b, float(near[best]), float(far[best]), scale)
