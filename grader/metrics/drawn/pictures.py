"""Finds the figure that shows images beside what the model makes of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

__all__ = ["DrawnPairs", "NoPairs", "as_unit", "find_pairs"]

Floats = NDArray[np.float64]

#: Pixels 0..255 reach above this, pixels 0..1 never: not with noise, not standardised by the mean and deviation of all.
_BYTES: Final = 20.0
#: Images of a smaller range hold nothing.
_LEAST_SPAN: Final = 1e-6
#: A drawn reconstruction is nearer to the model's own than the original is: this share of its squared distance.
_NEARER: Final = 0.25
#: Mean squared difference per pixel of two pictures that look the same: the rounding of 8 bits is a tenth of it.
_SAME: Final = 1e-5
#: A reconstruction without contrast has to fit as well as one of this variance.
_LEAST_VARIANCE: Final = 1e-3
#: Figures of single pictures are looked at together, up to so many pictures.
_SHEET: Final = 40


@dataclass(frozen=True)
class DrawnPairs:
    """Images and their reconstructions by the graded model, in one figure or in neighbouring ones.

    Attributes:
        figure: index of the one that holds most of the reconstructions.
        pairs: different images that stand beside their reconstruction.
        error: mean squared difference per pixel of the drawn reconstructions from the model's own, on the 0..1 scale.
    """

    figure: int
    pairs: int
    error: float


@dataclass(frozen=True)
class NoPairs:
    """`no_images` of this size are drawn; `originals_only`, or what is drawn is not this model's reconstruction."""

    reason: Literal["no_images", "originals_only"]


class _Sheet(NamedTuple):
    """Pictures looked at together: their figure (m,), they (m, 784), and the model's answers (m, 784)."""

    figures: NDArray[np.int64]
    drawn: Floats
    answers: Floats


def as_unit(pictures: NDArray[np.floating], low: float, high: float) -> Floats:
    """The pictures of one figure on the 0..1 scale, whether drawn as 0..1, 0..255 or on the scale of the training.

    Args:
        pictures: (m, 28, 28), of one or several of these scales; some may be noisy.
        low, high: range of the images of the training, before noise.

    Returns:
        (m, 28, 28); noise may lie below 0 or above 1.
    """
    unit = np.array(pictures, dtype=np.float64)
    large = unit.max(axis=(1, 2), initial=-np.inf) > _BYTES
    unit[large] /= 255
    rest = unit[~large]
    if len(rest) and high - low > _LEAST_SPAN and _misfit(rest, low, high) < _misfit(rest, 0.0, 1.0):
        unit[~large] = (rest - low) / (high - low)
    return unit


def _misfit(pictures: Floats, low: float, high: float) -> float:
    """How far the cleaner of the pictures reach beyond low..high or fall short of it, in spans of that range."""
    bottom = np.quantile(np.quantile(pictures, 0.02, axis=(1, 2)), 0.75)
    top = np.quantile(np.quantile(pictures, 0.98, axis=(1, 2)), 0.25)
    return float(abs(bottom - low) + abs(top - high)) / (high - low)


def find_pairs(
    figures: Sequence[Floats], answers: Sequence[Floats], *, tolerance: float = 0.01
) -> DrawnPairs | NoPairs:
    """Look for images drawn together with what the model makes of them.

    A drawn picture is the reconstruction of another one if it is what the model answers to that one, up to rounding
    and to the clipping of greys, and is not that one itself. It may stand in the same figure or in the next one that
    shows pictures. (Two trainings of the same network differ by a median of 2.6 % of the variance, measured on a
    784-128-64-128-784 autoencoder of MNIST, float16 codes by less than 0.01 %.)

    Args:
        figures: of each figure its pictures (m, 28, 28), on the 0..1 scale; m may be 0.
        answers: for each of these pictures as input, the model's output on the same scale; NaN for those that do not
            count as inputs.
        tolerance: squared distance of a reconstruction from the model's own, as share of the latter's variance.

    Returns:
        The figure with the most pairs, or why there is none.
    """
    best: DrawnPairs | None = None
    for sheet in _sheets(figures, answers):
        found = _pairs(sheet, tolerance)
        if found is not None and (best is None or found.pairs > best.pairs):
            best = found
    if best is not None:
        return best
    return NoPairs("originals_only" if any(len(pictures) for pictures in figures) else "no_images")


def _sheets(figures: Sequence[Floats], answers: Sequence[Floats]) -> Iterator[_Sheet]:
    """Each figure together with the next one, and with further ones while all of them hold few pictures."""
    shown = [index for index, pictures in enumerate(figures) if len(pictures)]
    for start in range(len(shown)):
        stop = start + 2
        while stop < len(shown) and sum(len(figures[index]) for index in shown[start : stop + 1]) <= _SHEET:
            stop += 1
        together = shown[start:stop]
        yield _Sheet(
            np.repeat(together, [len(figures[index]) for index in together]),
            np.concatenate([figures[index] for index in together]).reshape(-1, 784),
            np.concatenate([answers[index] for index in together]).reshape(-1, 784),
        )


def _pairs(sheet: _Sheet, tolerance: float) -> DrawnPairs | None:
    _, first = np.unique(sheet.drawn, axis=0, return_index=True)
    fed = first[np.isfinite(sheet.answers[first]).all(axis=1)]
    drawn, made = np.clip(sheet.drawn, 0, 1), np.clip(sheet.answers[fed], 0, 1)
    off = np.square(made - drawn[fed]).mean(axis=1)
    limit = np.minimum(tolerance * np.maximum(made.var(axis=1), _LEAST_VARIANCE), _NEARER * np.maximum(off, _SAME))
    near = _distances(made, drawn)
    fits = (near < limit[:, None]) & (off > _SAME)[:, None]
    # As many pairs as can be, and of these the closest: a clean image and its noisy version have similar answers.
    rows, columns = linear_sum_assignment(np.where(fits, near / limit[:, None], 1 + len(drawn)))
    rows, columns = rows[fits[rows, columns]], columns[fits[rows, columns]]
    if not len(rows):
        return None
    return DrawnPairs(
        figure=int(np.bincount(sheet.figures[columns]).argmax()),
        pairs=len(rows),
        error=float(near[rows, columns].mean()),
    )


def _distances(a: Floats, b: Floats) -> Floats:
    """Mean squared difference (n, m) of each row of `a` from each row of `b`, without their (n, m, 784) differences."""
    squares = np.square(a).sum(axis=1)[:, None] + np.square(b).sum(axis=1)
    return np.asarray(np.maximum(squares - 2 * a @ b.T, 0) / a.shape[1])
