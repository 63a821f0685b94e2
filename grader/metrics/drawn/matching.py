"""Which drawn series show which measured errors, all on one scale."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from grader.metrics.drawn.density import Density, distances, pooled
from grader.metrics.drawn.scales import FREE, SCALES, Lines, Scale

__all__ = ["Match", "match_classes", "match_pairs"]

Floats = NDArray[np.float64]

_SHARES: Final = np.linspace(0.1, 0.9, 9)
#: Of the nine other classes, so many must be found.
_LEAST_CLASSES: Final = 8


@dataclass(frozen=True)
class Match:
    """Two drawn distributions that fit the measured errors of the normal class and of the others.

    The distances are those of Kolmogorov and Smirnov, 0..1; `scale` names the scale of the drawing. `fit` is the larger
    distance over the share of it that is allowed on that scale: the smaller, the better.
    """

    normal: Density
    other: Density
    distance_normal: float
    distance_other: float
    scale: str
    fit: float


def match_pairs(found: Sequence[Density], normal: Floats, other: Floats, limit: float) -> Iterator[Match]:
    """Every ordered pair of series that fits (normal, other) within `limit`, once for each scale on which it does.

    A series that counts more images than were measured shows others, and fits nothing.
    """
    for scale in SCALES:
        measured_normal, measured_other = scale.measured(normal), scale.measured(other)
        for a in _showing(found, normal):
            lines, near = _lines_near(scale, a, measured_normal, limit)
            for b in _others(_showing(found, other), a) if len(near) else []:
                yield from _best(a, b, near, distances(b, measured_other, lines), lines, scale.name, limit)
    yield from _match_shifted(found, normal, other, limit)


def _match_shifted(found: Sequence[Density], normal: Floats, other: Floats, limit: float) -> Iterator[Match]:
    """As `match_pairs`, on a scale of any unit and any zero, such as errors standardised or scaled to 0..1."""
    for name, sign in (("shifted", 1.0), ("-shifted", -1.0)):
        measured = np.sort(sign * normal), np.sort(sign * other)
        places = np.concatenate([np.quantile(values, _SHARES) for values in measured])
        spread = places - places.mean()
        for a in _showing(found, normal) if spread @ spread else []:
            for b in _others(_showing(found, other), a):
                drawn = np.concatenate([a.quantiles(_SHARES), b.quantiles(_SHARES)])
                slope = spread @ drawn / (spread @ spread)  # least squares
                if slope > 0:
                    offset = drawn.mean() - slope * places.mean()
                    lines = Lines(np.array([slope]), np.array([offset]), np.array([FREE]))
                    near, far = (distances(one, values, lines) for one, values in zip((a, b), measured, strict=True))
                    yield from _best(a, b, near, far, lines, name, limit)


def match_classes(found: Sequence[Density], normal: Floats, others: Sequence[Floats], limit: float) -> Iterator[Match]:
    """Histograms of single classes: a series that fits `normal`, and one of its own for nearly each of `others`."""
    if len(found) <= _LEAST_CLASSES or len(others) < _LEAST_CLASSES:
        return
    for scale in SCALES:
        measured_normal, measured = scale.measured(normal), [scale.measured(values) for values in others]
        for a in _showing(found, normal):
            lines, near = _lines_near(scale, a, measured_normal, limit)
            rest = _others(_showing(found, max(others, key=len)), a)
            if len(near):
                table = np.array([[distances(b, values, lines) for values in measured] for b in rest])
                yield from _assigned(a, rest, near, np.minimum(table, 1.0), lines, scale.name, limit)


def _assigned(
    a: Density, rest: list[Density], near: Floats, table: Floats, lines: Lines, scale: str, limit: float
) -> Iterator[Match]:
    """The best assignment of series to classes; `table` is (series, classes, lines)."""
    line = int(np.argmin((near + table.min(axis=0).sum(axis=0)) / lines.allowance))
    rows, columns = linear_sum_assignment(table[:, :, line])
    fitting = [(rest[row], table[row, column, line]) for row, column in zip(rows, columns, strict=True)]
    fitting = [(b, distance) for b, distance in fitting if distance <= limit * lines.allowance[line]]
    if len(fitting) >= _LEAST_CLASSES:
        worst = float(max(distance for _, distance in fitting))
        fit = max(float(near[line]), worst) / float(lines.allowance[line])
        yield Match(a, pooled([b for b, _ in fitting]), float(near[line]), worst, scale, fit)


def _showing(found: Sequence[Density], errors: Floats) -> list[Density]:
    """Series that can show these errors, or some of them: training images are more than there are in the test split."""
    return [one for one in found if one.may_show(len(errors))]


def _others(found: Sequence[Density], a: Density) -> list[Density]:
    return [b for b in found if b.series is not a.series]


def _lines_near(scale: Scale, a: Density, measured: Floats, limit: float) -> tuple[Lines, Floats]:
    """The lines on which `a` fits `measured`, and how well."""
    lines = scale.lines(float(a.quantiles(np.array([0.5]))[0]), float(np.median(measured)))
    near = distances(a, measured, lines)
    fits = near <= limit * lines.allowance
    return lines.only(fits), near[fits]


def _best(a: Density, b: Density, near: Floats, far: Floats, lines: Lines, scale: str, limit: float) -> Iterator[Match]:
    fit = np.maximum(near, far) / lines.allowance
    best = int(np.argmin(fit))
    if fit[best] <= limit:
        yield Match(a, b, float(near[best]), float(far[best]), scale, float(fit[best]))
