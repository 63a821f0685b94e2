"""Finds codes that are a sum and a difference of three others: c + (a - b)."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

__all__ = ["is_known", "is_mean", "is_moved_alike", "is_shifted", "is_sum"]

Codes = NDArray[np.float32]

#: Codes come back with 11 significant bits, and units with values near zero with some absolute error.
_RELATIVE: Final = 6e-4
_ABSOLUTE: Final = 1e-4
#: A difference of class means differs by this share of its length from one of other images of the classes; codes of
#: few units have it by chance.
_MEANS: Final = 0.15
_MEANS_NARROW: Final = 0.03
_NARROW: Final = 8


def is_known(code: Codes, known: Codes, scale: Codes) -> bool:
    """Whether a code (k,) is one of those known (n, k), up to rounding; `scale` (k,) is each unit's largest value."""
    near = np.abs(known - code) <= 2 * _RELATIVE * (np.abs(known) + np.abs(code)) + _ABSOLUTE * scale
    return bool(near.all(axis=1).any())


def is_sum(code: Codes, parts: Codes, scale: Codes) -> bool:
    """Whether a code (k,) is c + (a - b) of three different ones among `parts` (n, k), up to rounding.

    Compared are all n³ sums; of codes of two units and 60 parts one in a few is hit by chance, of wider ones none.
    """
    unit = parts.astype(np.float64) / scale
    wanted = code.astype(np.float64) / scale
    first, second = (rows.ravel() for rows in np.meshgrid(*[np.arange(len(unit))] * 2, indexing="ij"))
    apart = np.abs(unit[first] - unit[second]).max(axis=1, initial=0.0) > 10 * _ABSOLUTE
    first, second = first[apart], second[apart]
    sought = wanted - unit[first] + unit[second]
    if not len(sought):
        return False
    _, third = cKDTree(unit).query(sought, p=np.inf)
    size = np.abs(unit[first]) + np.abs(unit[second]) + np.abs(unit[third]) + np.abs(wanted)
    near = (np.abs(sought - unit[third]) <= _RELATIVE * size + _ABSOLUTE).all(axis=1)
    return bool(np.any(near & (third != second)))


def is_moved_alike(code: Codes, fellows: Codes, parts: Codes, means: Codes, scale: Codes) -> bool:
    """Whether a code (k,) and one of its `fellows` (m, k) lie equally far from two different ones of `parts` (n, k).

    So it is where one difference, such as that of two means, was added to several codes. On a line between two of
    `parts` no two points are so far apart. What was added may be neither one of `parts` nor one of the class means
    (c, k): then nothing was subtracted.
    """
    unit = parts.astype(np.float64) / scale
    apart = (code.astype(np.float64) - fellows) / scale
    apart = apart[np.abs(apart).max(axis=1, initial=0.0) > 10 * _ABSOLUTE]
    if not len(apart) or len(unit) < 2:
        return False
    between = (unit[:, None] - unit[None]).reshape(-1, unit.shape[1])
    off, pair = cKDTree(between).query(apart, p=np.inf)
    size = np.abs(code / scale).max() + np.abs(unit).max()
    allowed = 2 * (_RELATIVE * size + _ABSOLUTE)
    added = code / scale - unit[np.unique(pair[off <= allowed] // len(unit))]
    is_part = np.abs(added[:, None] - unit[None]).max(axis=2).min(axis=1, initial=np.inf) <= allowed
    return any(not is_mean(one * scale, means) for one in added[~is_part])


def is_shifted(code: Codes, parts: Codes, means: Codes) -> bool:
    """Whether a code (k,) is one of `parts` (n, k) moved by the difference of two of the class means (c, k)."""
    moves = _moves(means)
    allowed = _share(code) * np.linalg.norm(moves, axis=1)
    off = np.linalg.norm((code - parts)[:, None] - moves[None], axis=2)
    return bool((off <= allowed).any())


def is_mean(code: Codes, means: Codes) -> bool:
    """Whether a code (k,) is one of the class means (c, k), which may be of other images of the classes."""
    shortest = np.linalg.norm(_moves(means), axis=1).min(initial=np.inf)
    return bool((np.linalg.norm(means - code, axis=1) <= _share(code) * shortest).any())


def _moves(means: Codes) -> Codes:
    """From each mean to each other one."""
    moves = (means[:, None] - means[None]).reshape(-1, means.shape[1])
    return np.asarray(moves[np.linalg.norm(moves, axis=1) > 0])


def _share(code: Codes) -> float:
    return _MEANS if len(code) >= _NARROW else _MEANS_NARROW
