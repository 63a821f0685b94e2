"""The images of a training anew, turned over and shifted as they were."""

import numpy as np
import pytest

from grader.box.fingerprint import fingerprints
from grader.datasets import load
from grader.provenance.identify import identify
from grader.provenance.layout import Array
from grader.provenance.rows import FLIPPED, PLAIN, Rows


@pytest.mark.slow  # all shifts of all digits take twenty seconds
def test_every_row_comes_back_as_it_was() -> None:
    dataset = load("digits")
    plain, flipped = dataset.x_train[:40], dataset.x_train[40:60, :, ::-1]
    shifted = np.pad(dataset.x_train[90:110], ((0, 0), (2, 0), (0, 1)))[:, :28, 1:]
    given: Array = np.concatenate([plain, flipped, shifted])
    prints = fingerprints(given)
    found = identify(np.unique(prints), given[:16].astype(np.float32), [dataset]).rows
    assert found is not None
    assert (found.numbers >= 0).all()
    made = found.raw(np.arange(len(found.prints)))
    wanted = dict(zip(prints.tolist(), given, strict=True))
    assert all(np.array_equal(image, wanted[p]) for image, p in zip(made, found.prints.tolist(), strict=True))


def test_flipped_rows_come_back_flipped() -> None:
    dataset = load("digits")
    given: Array = np.concatenate([dataset.x_train[:30], dataset.x_train[40:60, ::-1], dataset.x_train[60:80, :, ::-1]])
    prints = np.unique(fingerprints(given))
    numbers = np.searchsorted(fingerprints(given)[order := np.argsort(fingerprints(given))], prints)
    images = given[order][numbers]
    which = np.concatenate([np.arange(30), np.arange(40, 80)])[order][numbers]
    variants = np.where(which < 30, PLAIN, FLIPPED).astype(np.uint8)
    made = Rows(dataset, prints, which.astype(np.int32), variants).raw(np.arange(len(prints)))
    assert np.array_equal(made, images)
