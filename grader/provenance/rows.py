"""Which known image each distinct row of a training is, and those images anew."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from grader.box.fingerprint import fingerprints
from grader.datasets import Dataset
from grader.provenance import table
from grader.provenance.layout import Array

__all__ = ["FLIPPED", "INVERTED", "PLAIN", "SHIFTED", "Rows"]

#: Forms in which an image is recognised.
PLAIN, INVERTED, FLIPPED, SHIFTED = range(4)


@dataclass(frozen=True, eq=False)
class Rows:
    """The distinct rows of one side of a training.

    Attributes:
        prints: sorted fingerprints of the rows, uint64 (n,).
        numbers: of the image of `dataset` that each row is, int32 (n,); -1 where it is unknown.
        variants: the form it was recognised in, uint8 (n,).
    """

    dataset: Dataset
    prints: Array
    numbers: Array
    variants: Array

    def raw(self, rows: Array) -> Array:
        """The images of some rows, uint8 (m, 28, 28), turned over or shifted as they were.

        Args:
            rows: (m,) places of rows that are known.
        """
        images = table.take(self.dataset, self.numbers[rows])
        variants = self.variants[rows]
        images[variants == INVERTED] = table.inverse(images[variants == INVERTED])
        for variant, changes in ((FLIPPED, table.FLIPS), (SHIFTED, [*table.shifts(False), *table.shifts(True)])):
            places = np.flatnonzero(variants == variant)
            images[places] = _changed(images[places], self.prints[rows[places]], changes)
        return images


def _changed(images: Array, prints: Array, changes: Sequence[table.Change]) -> Array:
    """Each of `images` under the one of `changes` that gives it its fingerprint."""
    result = images.copy()
    left = np.arange(len(images))
    for change in changes:
        if not len(left):
            break
        made = change(images[left])
        found = fingerprints(made) == prints[left]
        result[left[found]] = made[found]
        left = left[~found]
    return result
