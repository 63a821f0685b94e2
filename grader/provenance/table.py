"""Tables of the fingerprints of all known images, in the forms in which they may turn up."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Final, TypeAlias

import numpy as np

from grader.box.fingerprint import NO_IMAGE, fingerprints
from grader.datasets import Dataset
from grader.provenance.layout import Array

__all__ = [
    "FLIPS",
    "Builder",
    "Change",
    "Table",
    "build",
    "chunks",
    "flipped",
    "inverse",
    "inverted",
    "labels",
    "plain",
    "shifted",
    "shifts",
    "take",
]

#: What is done to known images, uint8 (n, 28, 28), before their fingerprints are taken.
Change: TypeAlias = Callable[[Array], Array]

_CHUNK: Final = 5_000
_REACH: Final = 2  # pixels that an image may be shifted by
_PILOT: Final = 50  # every 50th image shows whether it is worth looking for shifts


@dataclass(frozen=True, eq=False)
class Table:
    """Fingerprints, sorted, with the number of the image each belongs to."""

    prints: Array
    numbers: Array

    def find(self, wanted: Array) -> Array:
        """The number of the image of each fingerprint, int32; -1 where it is not in the table."""
        if not len(self.prints):
            return np.full(len(wanted), -1, np.int32)
        place = np.minimum(np.searchsorted(self.prints, wanted), len(self.prints) - 1)
        return np.where(self.prints[place] == wanted, self.numbers[place], np.int32(-1))


Builder: TypeAlias = Callable[[Dataset], Table]


def chunks(dataset: Dataset) -> Iterator[Array]:
    """All images of a dataset in the order of their numbers, train before test; uint8 (up to 5000, 28, 28)."""
    for split in (dataset.x_train, dataset.x_test):
        for start in range(0, len(split), _CHUNK):
            yield split[start : start + _CHUNK]


def take(dataset: Dataset, numbers: Array) -> Array:
    """The images with these numbers, uint8 (n, 28, 28)."""
    train = len(dataset.x_train)
    images = np.empty((len(numbers), *dataset.x_train.shape[1:]), np.uint8)
    images[numbers < train] = dataset.x_train[numbers[numbers < train]]
    images[numbers >= train] = dataset.x_test[numbers[numbers >= train] - train]
    return images


def labels(dataset: Dataset) -> Array:
    """The class of each image by its number."""
    return np.concatenate([dataset.y_train, dataset.y_test])


def build(dataset: Dataset, *changes: Change, every: int = 1) -> Table:
    """The table of every `every`-th image under each of `changes`; of equal ones, the first image's number counts."""
    prints, numbers = [], []
    start = 0
    for images in chunks(dataset):
        for change in changes:
            prints.append(fingerprints(change(images[::every])))
            numbers.append(np.arange(start, start + len(images), every, dtype=np.int32))
        start += len(images)
    order = np.argsort(np.concatenate(numbers), kind="stable")
    all_prints, all_numbers = np.concatenate(prints)[order], np.concatenate(numbers)[order]
    distinct, first = np.unique(all_prints, return_index=True)
    image = distinct != NO_IMAGE
    return Table(distinct[image], all_numbers[first][image])


@cache
def plain(dataset: Dataset) -> Table:
    """Images as they are."""
    return build(dataset, _same)


@cache
def inverted(dataset: Dataset) -> Table:
    """White for black."""
    return build(dataset, inverse)


@cache
def flipped(dataset: Dataset) -> Table:
    """Left for right, and upside down."""
    return build(dataset, *FLIPS)


@cache
def shifted(dataset: Dataset, *, mirrored: bool, pilot: bool) -> Table:
    """Shifted by up to two pixels each way and filled with background, after mirroring or not.

    The whole table takes twenty seconds; `pilot` gives the one of every 50th image.
    """
    return build(dataset, *shifts(mirrored), every=_PILOT if pilot else 1)


def _same(images: Array) -> Array:
    return images


def inverse(images: Array) -> Array:
    """White for black."""
    return 255 - images


def _mirror(images: Array) -> Array:
    return images[:, :, ::-1]


def _upside_down(images: Array) -> Array:
    return images[:, ::-1]


#: Left for right, and upside down.
FLIPS: Final[Sequence[Change]] = (_mirror, _upside_down)


def shifts(mirrored: bool) -> Iterator[Change]:
    """Every shift by up to two pixels each way, after mirroring or not."""
    reach = range(-_REACH, _REACH + 1)
    for down in reach:
        for right in reach:
            if down or right:
                yield partial(_shift, down=down, right=right, mirrored=mirrored)


def _shift(images: Array, *, down: int, right: int, mirrored: bool) -> Array:
    height, width = images.shape[1:]
    images = _mirror(images) if mirrored else images
    framed = np.pad(images, ((0, 0), (_REACH, _REACH), (_REACH, _REACH)))
    top, left = _REACH - down, _REACH - right
    return framed[:, top : top + height, left : left + width]
