"""Finds the scatter of a two-dimensional code, coloured by class."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.spatial import cKDTree

from grader.exchange.evidence import Figure
from grader.metrics.drawn.clouds import Cloud, clouds

__all__ = ["DrawnScatter", "NoScatter", "ScatterReason", "find_scatter"]

Floats = NDArray[np.float64]
Groups = NDArray[np.int64]
ScatterReason = Literal["no_scatter", "other_points", "too_few", "no_colours", "wrong_colours"]

#: From the least to the furthest that a figure can come.
_PROGRESS: Final[tuple[ScatterReason, ...]] = (
    "no_scatter", "other_points", "too_few", "no_colours", "wrong_colours"
)  # fmt: skip
#: Some styles of Matplotlib have five to eight colours, and repeat them for a series per class.
_LEAST_COLOURS: Final = 5
#: Precision to which a code comes back, as share of its largest value: float16 keeps 0.0005.
_ROUNDING: Final = 1e-3
#: Share of the points that are test images, if the drawing is one of test images, and of how many classes each may be
#: on average: a code that hardly varies tells no images apart.
_KNOWN: Final = 0.9
_TOLD_APART: Final = 1.5
#: Test images within rounding of a point that are looked at: their code may be the same.
_CANDIDATES: Final = 8
#: Share of points whose colour is that of their class.
_AGREEMENT: Final = 0.9
#: Neighbours, and sample of each set, of the two-sample test; largest share of neighbours out of the own set. On five
#: encoders of MNIST, training images of all classes give 0.50-0.53 and of eight classes 0.50-0.52, another encoder's
#: codes 0.83-1.0, t-SNE of the codes 0.80-0.99, PCA of the codes 0.74-1.0.
_NEIGHBOURS: Final = 10
_SAMPLE: Final = 2_000
_APART: Final = 0.57
#: Neighbours that vote on a class.
_VOTERS: Final = 15
#: How much of what a vote gains over chance the colours of other images must have.
_GAIN: Final = 0.8
#: Bounds on what is looked at and how far away it may be, in standard deviations.
_MAX_CLOUDS: Final = 60
_FAR: Final = 1e6


@dataclass(frozen=True)
class DrawnScatter:
    """The scatter that was asked for.

    Attributes:
        figure: index in the list.
        points: how many were drawn.
        groups: colours, or series, that they come in.
        agreement: share of the points whose colour is the one of their class, 0..1: of the known class of test
            images, of the class that the nearest codes vote for otherwise.
        images: `test` images, or `others` whose codes lie as those of the test images do.
    """

    figure: int
    points: int
    groups: int
    agreement: float
    images: Literal["test", "others"]


@dataclass(frozen=True)
class NoScatter:
    """No figure is what was asked for; `reason` says how far the best one came.

    Attributes:
        reason: `no_scatter` among the figures; `other_points` than this encoder's codes, such as t-SNE's or another
            model's; `too_few` points; `no_colours`; `wrong_colours`, which do not follow the classes.
        points: how many the best figure shows.
        detail: for the log, in English.
    """

    reason: ScatterReason
    points: int
    detail: str


@dataclass(frozen=True)
class _Shown:
    """The images whose codes are drawn: the classes (m, c) each may be of, and the agreement their colours need."""

    images: Literal["test", "others"]
    classes: NDArray[np.bool_]
    needed: float


class _Codes:
    """The codes (n, 2) of the test images, with their classes (n,) out of 0..c-1."""

    def __init__(self, codes: Floats, labels: NDArray[np.integer]) -> None:
        names, classes = np.unique(labels, return_inverse=True)
        self.classes = classes.ravel()
        self.number = len(names)
        self._sd = _positive(codes.std(axis=0))
        self.rounding = _positive(_ROUNDING * np.abs(codes).max(axis=0)) / self._sd
        self.places = codes / self._sd
        self._tree = cKDTree(self.places)
        self._fine = cKDTree(self.places / self.rounding)

    def scaled(self, points: Floats) -> Floats:
        """Points (m, 2) in standard deviations of the codes."""
        return np.clip(points, -_FAR * self._sd, _FAR * self._sd) / self._sd

    def classes_at(self, places: Floats) -> NDArray[np.bool_]:
        """Which classes (m, c) have an image whose code is each of `places`, up to rounding."""
        count = min(_CANDIDATES, len(self.places))
        distances, nearest = self._fine.query(places / self.rounding, k=range(1, count + 1), p=np.inf)
        found = np.zeros((len(places), self.number), dtype=bool)
        rows, columns = np.nonzero(distances <= 1)
        found[rows, self.classes[nearest[rows, columns]]] = True
        return found

    def vote(self, places: Floats, *, without_itself: bool = False) -> Groups:
        """The class (m,) of most of the nearest codes."""
        first = 2 if without_itself else 1
        _, nearest = self._tree.query(places, k=range(first, min(first + _VOTERS, len(self.places) + 1)))
        votes = self.classes[nearest]
        return np.asarray(np.argmax([(votes == label).sum(axis=1) for label in range(self.number)], axis=0))

    def accuracy(self) -> float:
        """How often the vote is right about the codes themselves."""
        return float(np.mean(self.vote(self.places, without_itself=True) == self.classes))


def find_scatter(
    figures: Sequence[Figure],
    codes: Floats,
    labels: NDArray[np.integer],
    *,
    at_least: int = 1000,
    least_groups: int = 8,
) -> DrawnScatter | NoScatter:
    """Look for a scatter of the codes in which each class has a colour of its own, however it was drawn.

    Points that are the codes of test images are known one by one. Others, of training images say, have to lie as the
    codes do (nearest-neighbour test of Schilling 1986), and their colours to follow the classes as far as the codes
    tell these apart. Either axis may be x.

    Args:
        figures: as recorded, in order.
        codes: (n, 2) of the test images, by the graded encoder; finite, n at least 50.
        labels: (n,) their classes.
        at_least: points asked for.
        least_groups: colours asked for.

    Returns:
        The scatter, or why there is none.
    """
    known = _Codes(codes, labels)
    best = NoScatter("no_scatter", 0, f"{len(figures)} figures, no scatter")
    found = ((index, cloud) for index, figure in enumerate(figures) for cloud in clouds(figure.panels))
    for index, cloud in islice(found, _MAX_CLOUDS):
        result = _judge(index, cloud, known, at_least, least_groups)
        if isinstance(result, DrawnScatter):
            return result
        best = max(best, result, key=lambda one: (_PROGRESS.index(one.reason), one.points))
    return best


def _judge(index: int, cloud: Cloud, known: _Codes, at_least: int, least_groups: int) -> DrawnScatter | NoScatter:
    def no(reason: ScatterReason, detail: str) -> NoScatter:
        return NoScatter(reason, cloud.count, f"figure {index}: {detail}")

    shown = _identify(cloud.points, known)
    if shown is None:
        return no("other_points", "the points lie elsewhere than the codes")
    if cloud.count < at_least:
        return no("too_few", f"{cloud.count} points")
    if cloud.colours == 1:
        return no("no_colours", "one colour")
    groups, agreement = int(cloud.groups.max()) + 1, _agreement(cloud.groups, shown.classes)
    if groups < least_groups or cloud.colours < _LEAST_COLOURS or agreement < shown.needed:
        return no("wrong_colours", f"{groups} groups, agreement {agreement:.2f} of {shown.needed:.2f}")
    return DrawnScatter(index, cloud.count, groups, agreement, shown.images)


def _identify(points: Floats, known: _Codes) -> _Shown | None:
    """Whose codes (m, 2) these are; None if not this encoder's."""
    ways = [known.scaled(points), known.scaled(points[:, ::-1])]
    for places in ways:
        classes = known.classes_at(places)
        if classes.any(axis=1).mean() >= _KNOWN and classes.sum(axis=1).mean() <= _TOLD_APART:
            return _Shown("test", classes, _AGREEMENT)
    places = min(ways, key=lambda one: _apart(one, known))
    if _apart(places, known) > _APART:
        return None
    chance = 1 / known.number
    needed = chance + _GAIN * (known.accuracy() - chance)
    return _Shown("others", np.eye(known.number, dtype=bool)[known.vote(places)], needed)


def _agreement(groups: Groups, classes: NDArray[np.bool_]) -> float:
    """Share of points whose group stands for a class (m, c) of theirs, when each stands for one, and none for two."""
    table = np.zeros((int(groups.max()) + 1, classes.shape[1]))
    np.add.at(table, groups, classes)
    rows, columns = linear_sum_assignment(table, maximize=True)
    return float(table[rows, columns].sum() / len(groups))


def _apart(places: Floats, known: _Codes) -> float:
    """Share of nearest neighbours that are of the own set, in two samples of one size: 0.5 for one distribution."""
    rng = np.random.default_rng(0)
    size = min(len(places), len(known.places), _SAMPLE)
    both = np.concatenate([one[rng.choice(len(one), size, replace=False)] for one in (places, known.places)])
    both += known.rounding * rng.normal(size=both.shape)  # rounding must not tell the sets apart, nor ties order them
    _, nearest = cKDTree(both).query(both, k=range(2, _NEIGHBOURS + 2))
    own = np.arange(2 * size) < size
    return float((own[nearest] == own[:, None]).mean())


def _positive(values: Floats) -> Floats:
    """Scales to divide by: 1 for a unit that is always the same."""
    return np.where(values > 0, values, 1.0)
