"""Finds the figure that shows the reconstruction error split into the normal class and the others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from grader.exchange.evidence import Figure, Series
from grader.metrics.drawn.density import Density, densities, distances, overlap
from grader.metrics.drawn.matching import Match, match_classes, match_pairs
from grader.metrics.drawn.roles import role
from grader.metrics.drawn.scales import AS_IT_IS

__all__ = ["DrawnSplit", "NoSplit", "Reason", "find_split"]

Floats = NDArray[np.float64]
Reason = Literal["no_figure", "no_histogram", "one_series", "no_match", "by_threshold", "too_coarse", "swapped"]

#: From the least to the furthest that a figure can come.
_PROGRESS: Final[tuple[Reason, ...]] = (
    "no_figure", "no_histogram", "one_series", "no_match", "by_threshold", "too_coarse", "swapped"
)  # fmt: skip
#: Different filled bins that the two series must have together, and each of them: fewer have no shape.
_LEAST_BINS: Final = 8
_LEAST_BINS_EACH: Final = 2
#: A fit so close is not looked for any further.
_CLOSE: Final = 0.04
#: Two samples of 1,000 of one distribution are this far apart by chance (Kolmogorov-Smirnov, p = 0.1).
_CHANCE: Final = 0.055
#: Among more series than this some two would fit by chance: they have to be the single classes.
_MAX_PAIRED: Final = 8
#: Bounds on what is looked at, since a notebook may draw without end.
_MAX_FIGURES: Final = 50
_MAX_DENSITIES: Final = 24


@dataclass(frozen=True)
class DrawnSplit:
    """The figure that was asked for.

    Attributes:
        figure: index in the list; of the first, where the two series stand in two figures in a row.
        normal, other: the drawn series; `other` is pooled where single classes were drawn.
        distance_normal, distance_other: Kolmogorov-Smirnov distance from the measured errors, 0..1.
        scale: such as `linear`, `sqrt`, `log10`; begins with `-` where the error was drawn with its sign changed.
        overlap: mass that both drawn histograms have in common, 0..1.
    """

    figure: int
    normal: Series
    other: Series
    distance_normal: float
    distance_other: float
    scale: str
    overlap: float


@dataclass(frozen=True)
class NoSplit:
    """No figure is what was asked for; `reason` says how far the best one came.

    Attributes:
        reason: `no_figure`; `no_histogram` among the figures; `one_series`, never two in one figure; `no_match`, two
            that do not show the measured errors of the two; `by_threshold`, two that part all errors at one value,
            whatever class their images are of; `too_coarse`, too few bins to tell;
            `swapped`, labelled the wrong way round.
        detail: for the log, in English.
    """

    reason: Reason
    detail: str


def find_split(
    figures: Sequence[Figure],
    errors_normal: Floats,
    errors_other: Floats,
    *,
    max_distance: float = 0.1,
    errors_by_class: Sequence[Floats] | None = None,
    normal_names: Sequence[str] = (),
) -> DrawnSplit | NoSplit:
    """Look for the histogram of the reconstruction error split by class, however it was drawn.

    Each drawn series is compared with that class's own measured errors, on one scale for both: any unit, a monotone
    scale such as a root or a logarithm, either direction; the tail may be cut off or gathered in the last bin. A part
    of the images is enough; a histogram that counts more of them than were measured shows others.

    Args:
        figures: as recorded, in order.
        errors_normal: (n,) measured error of each image of the normal class, >= 0 and finite.
        errors_other: (m,) the same of the anomalies: all other images, or those of one class.
        max_distance: largest Kolmogorov-Smirnov distance of either series. It is lowered to half the distance of
            the two measured sets, so that one series can never pass for both.
        errors_by_class: measured errors of every class, the normal one included; then a figure with a series for
            the normal class and for at least eight of nine others counts too.
        normal_names: what the normal class is called, as `role` takes them, so that swapped labels are noticed.

    Returns:
        The split that fits, or why there is none.
    """
    if not figures:
        return NoSplit("no_figure", "no figure was drawn")
    normal, other = np.sort(errors_normal), np.sort(errors_other)
    limit = min(max_distance, max(_gap(normal, other) / 2, _CHANCE))
    classes = _other_classes(normal, errors_by_class)
    best = NoSplit("no_histogram", f"{len(figures)} figures, no histogram")
    for index, found in _groups(figures):
        judged = _judge(index, found, normal, other, classes, limit)
        result = judged if isinstance(judged, NoSplit) else _accept(index, judged, normal_names)
        if isinstance(result, DrawnSplit):
            return result
        best = max(best, result, key=lambda one: _PROGRESS.index(one.reason))
    return best


def _groups(figures: Sequence[Figure]) -> Iterator[tuple[int, list[Density]]]:
    """Distributions that belong together: in one panel, then in one figure, then in two with one series each."""
    drawn = []
    for index, figure in enumerate(figures):
        panels = [found for panel in figure.panels if (found := densities(panel, figure.title))]
        drawn.append((index, panels, [one for found in panels for one in found][:_MAX_DENSITIES]))
    drawn = sorted(drawn, key=lambda one: _histograms(one[2]), reverse=True)[:_MAX_FIGURES]
    drawn.sort(key=lambda one: one[0])
    for index, panels, together in drawn:
        yield from ((index, found[:_MAX_DENSITIES]) for found in panels[:_MAX_DENSITIES])
        yield index, together if len(panels) > 1 else []
    for (index, _, first), (following, _, second) in pairwise(drawn):
        if following == index + 1 and _histograms(first) == _histograms(second) == 1:
            yield index, [*first, *second]


def _histograms(found: list[Density]) -> int:
    """How many different series among `found` look like histograms."""
    return len({id(one.series) for one in found if one.histogram})


def _judge(
    index: int, found: list[Density], normal: Floats, other: Floats, classes: list[Floats], limit: float
) -> Match | NoSplit:
    many = len({id(one.series) for one in found}) > _MAX_PAIRED
    matches = match_classes(found, normal, classes, limit) if many else match_pairs(found, normal, other, limit)
    best: Match | None = None
    for match in matches:
        best = min(best or match, match, key=lambda one: (_coarse(one), one.fit))
        if not _coarse(best) and best.fit <= _CLOSE:
            break
    if best is not None:
        return best
    if _histograms(found) < 2:
        return NoSplit("one_series" if _histograms(found) else "no_histogram", f"figure {index}: no second series")
    if _by_threshold(found, np.sort(np.concatenate([normal, other])), limit):
        return NoSplit("by_threshold", f"figure {index}: all errors, parted at one value")
    images = [one.images for one in found]
    return NoSplit("no_match", f"figure {index}: no two series fit within {limit:.3f}; images counted: {images}")


def _by_threshold(found: list[Density], errors: Floats, limit: float) -> bool:
    """Whether two histograms are the sorted errors, those up to some value and those above it."""
    drawn = [one for one in found if one.histogram]
    for below, above in ((a, b) for a in drawn for b in drawn if a.series is not b.series):
        cut = int(np.searchsorted(errors, max(right for _, right in below.filled), side="right"))
        if 0 < cut < len(errors) and all(
            distances(one, part, AS_IT_IS)[0] <= limit for one, part in ((below, errors[:cut]), (above, errors[cut:]))
        ):
            return True
    return False


def _accept(index: int, match: Match, normal_names: Sequence[str]) -> DrawnSplit | NoSplit:
    if _coarse(match):
        filled = len(match.normal.filled), len(match.other.filled)
        return NoSplit("too_coarse", f"figure {index}: {filled[0]} and {filled[1]} filled bins")
    normal, other = (role(*one.names, normal_names=normal_names) for one in (match.normal, match.other))
    if normal < other:
        return NoSplit("swapped", f"figure {index}: {match.normal.names!r} shows the normal class")
    return DrawnSplit(
        figure=index,
        normal=match.normal.series,
        other=match.other.series,
        distance_normal=match.distance_normal,
        distance_other=match.distance_other,
        scale=match.scale,
        overlap=overlap(match.normal, match.other),
    )


def _coarse(match: Match) -> bool:
    normal, other = match.normal.filled, match.other.filled
    return len(normal | other) < _LEAST_BINS or min(len(normal), len(other)) < _LEAST_BINS_EACH


def _gap(a: Floats, b: Floats) -> float:
    """Kolmogorov-Smirnov distance of two sorted samples."""
    places = np.concatenate([a, b])
    below = [np.searchsorted(sample, places, side="right") / len(sample) for sample in (a, b)]
    return float(np.abs(below[0] - below[1]).max())


def _other_classes(normal: Floats, by_class: Sequence[Floats] | None) -> list[Floats]:
    """The measured errors of every class but the one that is `normal`."""
    if not by_class:
        return []
    own = int(np.argmin([_gap(normal, np.sort(errors)) for errors in by_class]))
    return [errors for number, errors in enumerate(by_class) if number != own]
