"""The stand-in for MNIST: the digits that come with scikit-learn, enlarged to 28×28.

1,797 images of 8×8 pixels with 17 grey levels (UCI, Optical Recognition of Handwritten Digits, its test set), from
which 60,000 and 10,000 are made. They are always there and easier than MNIST, so whoever judges by them needs bounds of
their own and has to say so.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from grader.datasets.model import Dataset, Images
from grader.errors import MissingDataset
from grader.i18n import text

__all__ = ["digits"]

_TRAIN: Final = 1_437  # four fifths, in the order of the file: other people wrote most of the rest
_SMALL, _SIDE = 8, 28
_COUNTS: Final = {"train": 60_000, "test": 10_000}  # as many as MNIST has: notebooks count on it
#: How a small image is laid over the 28 large pixels of an axis: every large pixel is so many 28ths of a small one
#: wide, and the first is moved by so many 28ths.
_WIDTHS: Final = (7, 8, 9)
_MOVES: Final = (-9, -6, -3, 0, 3, 6, 9)
_TURN: Final = 61  # prime to the number of layings, so that variants mix widths and moves


@cache
def digits() -> Dataset:
    """The digits, each enlarged in many slightly different places and sizes; every image reaches from 0 to 255.

    Raises:
        MissingDataset: scikit-learn is not installed, or keeps them elsewhere.
    """
    source = _file()
    table = np.loadtxt(source, delimiter=",", dtype=np.uint8)
    images, labels = table[:, :-1].reshape(-1, _SMALL, _SMALL), table[:, -1]
    x_train, y_train = _many(images[:_TRAIN], labels[:_TRAIN], _COUNTS["train"])
    x_test, y_test = _many(images[_TRAIN:], labels[_TRAIN:], _COUNTS["test"])
    return Dataset("digits", x_train, y_train, x_test, y_test, source)


def _many(small: Images, labels: Images, count: int) -> tuple[Images, Images]:
    """`count` variants of the images (n, 8, 8) and their labels, all images once before any comes again."""
    axes = [(width, move) for width in _WIDTHS for move in _MOVES]
    layings = [(axes[place // len(axes)], axes[place % len(axes)]) for place in range(len(axes) ** 2)]
    rounds = -(-count // len(small))
    variants = [enlarged(small, *layings[(_TURN * number) % len(layings)]) for number in range(rounds)]
    return np.concatenate(variants)[:count], np.tile(labels, rounds)[:count]


def enlarged(small: Images, rows: tuple[int, int] = (8, 0), columns: tuple[int, int] = (8, 0)) -> Images:
    """Images (n, 8, 8) as (n, 28, 28): bilinear with half-pixel centres, then each stretched to 0..255.

    Whole numbers only, so that every machine gets the same bytes. Each image is stretched on its own because
    fingerprints recognise best what reaches from 0 to 255, as every image of MNIST does.

    Args:
        small: 0..16.
        rows, columns: width and move of the large pixels along each axis, in 28ths of a small one.
    """
    down, across = _weights(*rows), _weights(*columns)
    large = down @ small.astype(np.float64) @ across.T  # exact: whole numbers far below 2**53
    whole = large.astype(np.int64)
    whole -= whole.min(axis=(1, 2), keepdims=True)
    spread = whole.max(axis=(1, 2), keepdims=True)
    return np.asarray((2 * 255 * whole + spread) // (2 * spread), np.uint8)


def _weights(width: int, move: int) -> npt.NDArray[np.float64]:
    """How much each small pixel gives to each large one along an axis, in 28ths: (28, 8)."""
    middle = 28 * (_SMALL - 1) / 2
    centres = (middle + move + width * (np.arange(_SIDE) - (_SIDE - 1) / 2)) / 28
    share = [np.interp(centres, np.arange(_SMALL), unit) for unit in np.eye(_SMALL)]
    return np.rint(28 * np.transpose(share))


def _file() -> Path:
    """The file behind `sklearn.datasets.load_digits`, which would take seconds to import."""
    spec = find_spec("sklearn")
    if spec is not None and spec.origin is not None:
        file = Path(spec.origin).with_name("datasets") / "data" / "digits.csv.gz"
        if file.is_file():
            return file
    raise MissingDataset(
        text("The digits of scikit-learn, which stand in for MNIST, are not on this machine."),
        text("Install the grader again with what it needs: `pip install scikit-learn`."),
    )
