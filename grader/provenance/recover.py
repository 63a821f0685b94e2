"""Recognising images behind an unusual preprocessing: per-pixel scalers and resizing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from grader.box.fingerprint import fingerprints
from grader.datasets import Dataset
from grader.provenance.layout import Array, layout_of
from grader.provenance.matching import nearest
from grader.provenance.preprocessing import Preprocessing, fits, learn
from grader.provenance.scalers import best_scaler, broad_scalers, undo
from grader.provenance.table import plain, take

__all__ = ["Recovered", "recover"]

_TRIED: Final = 64  # rows that are matched by correlation to see which way of undoing is best
_CERTAIN: Final = 0.9  # correlation above which a match is believed, until the preprocessing learnt from it is checked
_ENOUGH: Final = 0.5  # share of rows that must be explained


@dataclass(frozen=True, eq=False)
class Recovered:
    """A preprocessing that explains most of the sample as images of `dataset`."""

    dataset: Dataset
    preprocessing: Preprocessing


def recover(sample: Array, known: Sequence[Dataset]) -> Recovered | None:
    """The preprocessing behind `sample` (m, *shape), if at least half of its rows are known images under it."""
    layout = layout_of(sample)
    if layout is None:
        return None
    images = layout.images(sample)
    return _by_scaler(sample, images, known) or _by_likeness(sample, images, known)


def _by_scaler(sample: Array, images: Array, known: Sequence[Dataset]) -> Recovered | None:
    """Undo the scalers that could have been fitted on known sets; what was undone rightly is in the plain table."""
    for dataset in known:
        best = best_scaler(images, dataset)
        if best is None or best[0] < _ENOUGH:
            continue
        numbers = plain(dataset).find(fingerprints(undo(images, best[1])))
        rows = numbers >= 0
        preprocessing = learn(sample[rows], take(dataset, numbers[rows]), [best[1]])
        if preprocessing is not None:
            return Recovered(dataset, preprocessing)
    return None


def _by_likeness(sample: Array, images: Array, known: Sequence[Dataset]) -> Recovered | None:
    """Match by correlation, learn from the best matches, and keep what then explains most rows exactly."""
    best: tuple[float, Array, Dataset] | None = None
    for dataset in known:
        for approximate in _undone(images, dataset):
            likeness = float(np.median(nearest(approximate[:_TRIED], dataset).best))
            if likeness > (best[0] if best else _CERTAIN):
                best = likeness, approximate, dataset
    if best is None:
        return None
    _, approximate, dataset = best
    match = nearest(approximate, dataset)
    sure = match.best > _CERTAIN
    return _learn_sure(sample[sure], match.numbers[sure], len(sample), dataset)


def _undone(images: Array, dataset: Dataset) -> Iterator[Array]:
    yield images
    for scaler in broad_scalers(dataset):
        yield undo(images, scaler)


def _learn_sure(rows: Array, numbers: Array, wanted: int, dataset: Dataset) -> Recovered | None:
    raw = take(dataset, numbers)
    preprocessing = learn(rows, raw)
    if preprocessing is None or fits(preprocessing, rows, raw).sum() < _ENOUGH * wanted:
        return None
    return Recovered(dataset, preprocessing)
