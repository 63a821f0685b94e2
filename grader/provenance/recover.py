"""Recognising images behind an unusual preprocessing: per-pixel scalers and resizing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from grader.box.fingerprint import fingerprints
from grader.datasets import Dataset
from grader.provenance.intensity import PerPixel
from grader.provenance.layout import Array, layout_of
from grader.provenance.matching import nearest
from grader.provenance.preprocessing import Preprocessing, learn, refine
from grader.provenance.scalers import best_scaler, scalers_of, undo
from grader.provenance.table import plain, take

__all__ = ["Pairs", "Recovered", "recover"]

_TRIED: Final = 8  # rows that are matched by correlation to see which way of undoing is best
_CERTAIN: Final = 0.9  # correlation above which a match is believed until the preprocessing learnt from it is checked
_ENOUGH: Final = 0.5  # share of rows that must be explained


@dataclass(frozen=True, eq=False)
class Pairs:
    """Images of `dataset` that rows are made from, by number; -1 where that is unknown."""

    dataset: Dataset
    numbers: Array

    def of(self, rows: Array) -> "Pairs":
        """The pairs of some rows, chosen by a mask."""
        return Pairs(self.dataset, self.numbers[rows])


@dataclass(frozen=True, eq=False)
class Recovered:
    """A preprocessing that explains most of the sample as images of `dataset`."""

    dataset: Dataset
    preprocessing: Preprocessing


@dataclass(frozen=True, eq=False)
class _Way:
    """Images made nearly raw: how like known ones they are, of which dataset, and by undoing what."""

    likeness: float
    images: Array
    dataset: Dataset
    scaler: PerPixel | None


def recover(sample: Array, known: Sequence[Dataset], pairs: Pairs | None = None) -> Recovered | None:
    """The preprocessing behind `sample`, if under it at least half of the rows are images of a known dataset.

    Args:
        sample: float32 (m, *shape).
        known: the datasets they may come from.
        pairs: what the rows are made from, where that is known from elsewhere; then nothing else is considered.
    """
    layout = layout_of(sample)
    if layout is None:
        return None
    images = layout.images(sample)
    for dataset in known if pairs is None else [pairs.dataset]:
        found = _by_scaler(sample, images, dataset)
        if found is not None:
            return found
    return _by_likeness(sample, images, known) if pairs is None else _by_pairs(sample, pairs)


def _by_scaler(sample: Array, images: Array, dataset: Dataset) -> Recovered | None:
    """Undo the scalers that could have been fitted on known sets; what was undone rightly is in the plain table."""
    best = best_scaler(images, dataset)
    if best is None or best[0] < _ENOUGH:
        return None
    numbers = plain(dataset).find(fingerprints(undo(images, best[1])))
    return _learnt(sample[numbers >= 0], Pairs(dataset, numbers[numbers >= 0]), best[1])


def _by_pairs(sample: Array, pairs: Pairs) -> Recovered | None:
    known = pairs.numbers >= 0
    return _learnt(sample[known], pairs.of(known)) if known.mean() >= _ENOUGH else None


def _by_likeness(sample: Array, images: Array, known: Sequence[Dataset]) -> Recovered | None:
    """Match by correlation what a scaler fitted on a similar set leaves, and learn from the sure matches."""
    best: _Way | None = None
    for dataset in known:
        scalers = list(scalers_of(dataset))
        ways = [images, *(undo(images, scaler) for scaler in scalers)]
        likeness = nearest(np.concatenate([way[:_TRIED] for way in ways]), dataset).best.reshape(len(ways), -1)
        medians = np.median(likeness, axis=1)
        likely = int(medians.argmax())
        if medians[likely] > (best.likeness if best else _CERTAIN):
            best = _Way(float(medians[likely]), ways[likely], dataset, scalers[likely - 1] if likely else None)
    if best is None:
        return None
    match = nearest(best.images, best.dataset)
    sure = match.best > _CERTAIN
    return _learnt(sample[sure], Pairs(best.dataset, match.numbers[sure]), best.scaler)


def _learnt(rows: Array, pairs: Pairs, scaler: PerPixel | None = None) -> Recovered | None:
    """What the pairs teach; `scaler` is the one used, or one like it that fills in for pixels the rows do not show."""
    raw = take(pairs.dataset, pairs.numbers)
    found = learn(rows, raw, [scaler] if scaler else [])
    if found is None:
        return None
    if scaler is not None and isinstance(found.intensity, PerPixel) and found.intensity is not scaler:
        found = refine(Preprocessing(found.layout, scaler), rows, raw)
    return Recovered(pairs.dataset, found)
