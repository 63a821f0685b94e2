"""Which images the points of a scatter stand for, told by the classes of its colours."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from grader.metrics.drawn.clouds import Cloud

__all__ = ["coordinates_of", "is_projection", "shown_rows"]

#: Share of the points whose colour is that of their class: colours of nearby values may be taken for one.
_AGREEMENT: Final = 0.98
#: Correlation of an axis with a unit of the code that it is.
_SAME: Final = 0.9999
#: Share of the variance of both axes that a linear map of the code explains, where they are one; of t-SNE, Isomap and
#: another model's two values 0.7 to 0.92.
_LINEAR: Final = 0.98
#: Points for each unit of the code, of which fewer are on a line by chance.
_POINTS_PER_UNIT: Final = 3


def shown_rows(cloud: Cloud, labels: NDArray[np.int64]) -> NDArray[np.int64] | None:
    """The images (m,) that the points stand for: the first m, or the last, in their order or class by class.

    Args:
        cloud: of m points.
        labels: (n,) classes of the images, in their order.

    Returns:
        Numbers of the images; None where the colours follow the classes of none of these.
    """
    count, total = len(cloud.points), len(labels)
    if count > total:
        return None
    for rows in (np.arange(count), np.arange(total - count, total)):
        _, first, classes = np.unique(labels[rows], return_index=True, return_inverse=True)
        for order in (rows, rows[np.argsort(classes, kind="stable")], rows[np.argsort(first[classes], kind="stable")]):
            if _agreement(cloud.groups, labels[order]) >= _AGREEMENT:
                return np.asarray(order, np.int64)
    return None


def coordinates_of(points: NDArray[np.float64], code: NDArray[np.float32]) -> Sequence[int]:
    """The units of a code (m, k) that the axes of the points (m, 2) are, scaled or not; empty unless both are one."""
    units = [_unit_of(points[:, axis], code.astype(np.float64)) for axis in (0, 1)]
    return [unit for unit in units if unit is not None] if None not in units else []


def is_projection(points: NDArray[np.float64], code: NDArray[np.float32]) -> bool:
    """Whether the points (m, 2) may be a linear map of a code (m, k), as PCA is; of too few points they always may."""
    if len(points) < _POINTS_PER_UNIT * code.shape[1]:
        return True
    given = np.hstack([code.astype(np.float64), np.ones((len(code), 1))])
    left = points - given @ np.linalg.lstsq(given, points)[0]
    return bool(np.all(left.var(axis=0) <= (1 - _LINEAR) * points.var(axis=0)))


def _unit_of(axis: NDArray[np.float64], code: NDArray[np.float64]) -> int | None:
    centred, units = axis - axis.mean(), code - code.mean(axis=0)
    lengths = np.linalg.norm(units, axis=0) * np.linalg.norm(centred)
    alike = np.abs(units.T @ centred) / np.where(lengths > 0, lengths, np.inf)
    best = int(alike.argmax())
    return best if alike[best] >= _SAME else None


def _agreement(groups: NDArray[np.int64], labels: NDArray[np.int64]) -> float:
    """Share of points whose group stands for their class, when each stands for one, and none for two."""
    table = np.zeros((int(groups.max()) + 1, int(labels.max()) + 1))
    np.add.at(table, (groups, labels), 1)
    rows, columns = linear_sum_assignment(table, maximize=True)
    return float(table[rows, columns].sum() / len(groups))
