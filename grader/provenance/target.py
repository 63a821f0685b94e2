"""What y is to x, row by row."""

from typing import Final

import numpy as np

from grader.box.fingerprint import NO_IMAGE, fingerprints, match_share
from grader.datasets import Dataset
from grader.provenance.identify import Identified
from grader.provenance.layout import Array, layout_of
from grader.provenance.matching import correlations
from grader.provenance.model import Target
from grader.provenance.table import take

__all__ = ["is_derived", "target_of"]

_ALL: Final = 0.99  # share of rows that must agree
_SOME: Final = 0.01  # share of rows with an inverted target that is too many
_DERIVED: Final = 0.8  # share of rows that must look more like the image they are paired with than like any other


def target_of(x: Identified, y: Identified, same: float | None) -> Target:
    """What y is to x.

    Args:
        x: the input side.
        y: the target side; its sample is paired with that of x.
        same: share of all rows in which y has the fingerprint of x, as the box counted it.
    """
    x_prints, y_prints = fingerprints(x.sample), fingerprints(y.sample)
    if len(x_prints) != len(y_prints) or not len(x_prints):
        return "unknown"
    if not np.any(y_prints != NO_IMAGE):
        return "other"
    reversed_pairs = (fingerprints(-x.sample) == y_prints) & (y_prints != NO_IMAGE)
    if max(float(reversed_pairs.mean()), y.inverted - x.inverted) > _SOME:
        return "inverted"
    if (match_share(x_prints, y_prints) or 0.0) >= _ALL:
        return "same" if same is None or same >= _ALL else "other"
    x_numbers, y_numbers = x.sample_numbers(), y.sample_numbers()
    if y.dataset is None or np.mean(y_numbers >= 0) < _ALL:
        return "unknown"
    if x.dataset is y.dataset and np.mean(x_numbers == y_numbers) >= _ALL:
        return "same"
    return "clean" if is_derived(x.sample, y.dataset, y_numbers) else "other"


def is_derived(rows: Array, dataset: Dataset, numbers: Array) -> bool:
    """Whether `rows` are altered versions of the images with these numbers.

    At least 80 % must correlate more with their own image than with any other of the images; chance is one in as many.
    """
    layout = layout_of(rows)
    known = numbers >= 0
    if layout is None or not known.any():
        return False
    distinct, own = np.unique(numbers[known], return_inverse=True)
    likeness = correlations(layout.images(rows[known]), take(dataset, distinct))
    return bool(np.mean(likeness.argmax(axis=1) == own) >= _DERIVED)
