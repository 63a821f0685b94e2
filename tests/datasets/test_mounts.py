"""Datasets appear in a box where Keras looks for them, in the format it reads."""

import gzip
import stat

import numpy as np
import pytest

from grader.box.protocol import BOX_HOME
from grader.datasets import load, mounts, parse_idx
from grader.datasets.places import IDX_FILES
from grader.errors import MissingDataset


def test_fashion_mnist_is_mounted_as_four_read_only_files(fashion):
    found = mounts(["fashion_mnist"])
    folder = f"{BOX_HOME}/.keras/datasets/fashion-mnist"
    assert [mount.target for mount in found] == [f"{folder}/{file}" for file in IDX_FILES.values()]
    assert all(mount.source.is_file() and not mount.writable for mount in found)


def test_mnist_is_mounted_as_npz(mnist):
    (mount,) = mounts(["mnist"])
    assert mount.target == f"{BOX_HOME}/.keras/datasets/mnist.npz"
    with np.load(mount.source, allow_pickle=False) as npz:
        np.testing.assert_array_equal(npz["x_train"], mnist.x_train)


def test_a_dataset_that_is_nowhere_is_left_out(nowhere):
    assert mounts(["fashion_mnist"]) == []


def test_the_stand_in_is_mounted_where_there_is_no_mnist(nowhere):
    (mount,) = mounts(["mnist", "digits"])
    assert mount.target == f"{BOX_HOME}/.keras/datasets/mnist.npz"
    assert mount.source.is_relative_to(nowhere / "cache")
    with np.load(mount.source, allow_pickle=False) as npz:
        assert {part: npz[part].shape for part in IDX_FILES} == {
            "x_train": (60_000, 28, 28),
            "y_train": (60_000,),
            "x_test": (10_000, 28, 28),
            "y_test": (10_000,),
        }
        np.testing.assert_array_equal(npz["x_test"], load("digits").x_test)


def test_a_damaged_mnist_is_not_replaced(nowhere):
    (nowhere / "data" / "mnist.npz").write_bytes(b"damaged")
    assert mounts(["mnist"]) == []


def test_fashion_mnist_as_npz_is_converted_once(fashion, nowhere):
    np.savez(nowhere / "data" / "fashion_mnist.npz", **{part: getattr(fashion, part) for part in IDX_FILES})
    first = mounts(["fashion_mnist"])
    written = [mount.source.stat().st_mtime_ns for mount in first]
    assert [mount.source.stat().st_mtime_ns for mount in mounts(["fashion_mnist"])] == written
    content = {mount.source.name: gzip.decompress(mount.source.read_bytes()) for mount in first}
    for part, file in IDX_FILES.items():
        np.testing.assert_array_equal(parse_idx(content[file]), getattr(fashion, part))


def test_mnist_as_idx_is_converted_into_a_private_folder(mnist, nowhere):
    from tests.datasets.test_library import write_idx

    write_idx(mnist, nowhere / "data" / "mnist")
    (mount,) = mounts(["mnist"])
    assert mount.source.is_relative_to(nowhere / "cache")
    assert stat.S_IMODE(mount.source.parent.stat().st_mode) == 0o700
    with np.load(mount.source, allow_pickle=False) as npz:
        np.testing.assert_array_equal(npz["x_test"], load("mnist").x_test)


def test_a_folder_that_cannot_be_written_is_an_error_with_its_name(fashion, nowhere, monkeypatch):
    np.savez(nowhere / "data" / "fashion_mnist.npz", **{part: getattr(fashion, part) for part in IDX_FILES})
    (nowhere / "file").write_text("")
    monkeypatch.setenv("GRADER_CACHE_DIR", str(nowhere / "file"))
    with pytest.raises(MissingDataset, match="GRADER_CACHE_DIR"):
        mounts(["fashion_mnist"])
