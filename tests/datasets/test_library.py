"""Where datasets are found, and what happens when they are not, or are not what they should be."""

import gzip
import shutil

import numpy as np
import pytest

from grader.datasets import CLASS_NAMES, available, class_name, load, load_or_stand_in
from grader.datasets.idx import idx_bytes
from grader.datasets.places import IDX_FILES
from grader.errors import MissingDataset
from grader.i18n import render


def write_idx(dataset, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for part, file in IDX_FILES.items():
        (folder / file).write_bytes(gzip.compress(idx_bytes(getattr(dataset, part)), 1))


def copy_idx(dataset, folder):
    shutil.copytree(dataset.source, folder, dirs_exist_ok=True)


def test_fashion_mnist_is_whole(fashion):
    assert fashion.x_train.shape == (60_000, 28, 28)
    assert fashion.x_test.shape == (10_000, 28, 28)
    assert np.bincount(fashion.y_train).tolist() == [6_000] * 10
    assert np.bincount(fashion.y_test).tolist() == [1_000] * 10


def test_mnist_is_whole(mnist):
    assert mnist.x_train.shape == (60_000, 28, 28)
    assert np.bincount(mnist.y_test).sum() == 10_000


def test_arrays_cannot_be_written(fashion):
    with pytest.raises(ValueError, match="read-only"):
        fashion.x_train[0, 0, 0] = 1


def test_a_dataset_is_read_once(fashion):
    assert load("fashion_mnist") is fashion


def test_every_class_has_a_name_in_both_languages():
    for names in CLASS_NAMES.values():
        assert {lang: len(set(words)) for lang, words in names.items()} == {"en": 10, "es": 10}


@pytest.mark.parametrize(("lang", "name"), [("en", "ankle boot"), ("es", "botín")])
def test_a_class_name_is_translated_where_it_is_shown(lang, name):
    assert render(class_name("fashion_mnist", 9), lang) == CLASS_NAMES["fashion_mnist"][lang][9] == name


def test_the_stand_in_takes_the_place_of_a_missing_mnist(nowhere):
    assert not available("mnist")
    assert load_or_stand_in("mnist") is load("digits")


def test_nothing_stands_in_for_fashion_mnist(nowhere):
    with pytest.raises(MissingDataset, match="nowhere"):
        load_or_stand_in("fashion_mnist")


def test_mnist_needs_no_stand_in_where_it_is(mnist):
    assert available("mnist")
    assert load_or_stand_in("mnist") is mnist


def test_mnist_can_be_hidden(mnist, monkeypatch):
    monkeypatch.setenv("GRADER_STAND_IN", "1")
    assert not available("mnist")
    assert load_or_stand_in("mnist").name == "digits"
    assert load_or_stand_in("fashion_mnist").name == "fashion_mnist"
    with pytest.raises(MissingDataset, match="GRADER_STAND_IN"):
        load("mnist")


def test_a_damaged_mnist_is_not_replaced(nowhere):
    (nowhere / "data" / "mnist.npz").write_bytes(b"damaged")
    with pytest.raises(MissingDataset, match="cannot be read"):
        load_or_stand_in("mnist")


@pytest.mark.parametrize(
    "place", ["data", "data/fashion-mnist", "keras/datasets/fashion-mnist", "debian/fashion-mnist"]
)
def test_idx_files_are_found_in_each_place(fashion, nowhere, place):
    copy_idx(fashion, nowhere / place)
    assert load("fashion_mnist").source == nowhere / place


def test_the_folder_that_was_named_comes_first(fashion, nowhere):
    copy_idx(fashion, nowhere / "debian" / "fashion-mnist")
    copy_idx(fashion, nowhere / "data" / "fashion-mnist")
    assert load("fashion_mnist").source == nowhere / "data" / "fashion-mnist"


def test_mnist_is_found_as_npz(mnist, nowhere):
    np.savez(nowhere / "data" / "mnist.npz", **{part: getattr(mnist, part) for part in IDX_FILES})
    np.testing.assert_array_equal(load("mnist").y_test, mnist.y_test)


def test_files_of_the_same_names_are_told_apart(mnist, fashion, nowhere):
    write_idx(mnist, nowhere / "data")
    copy_idx(fashion, nowhere / "debian" / "fashion-mnist")
    assert load("mnist").source == nowhere / "data"
    assert load("fashion_mnist").source == nowhere / "debian" / "fashion-mnist"


@pytest.mark.parametrize(
    "way",
    [
        "apt install dataset-fashion-mnist",
        "grader data --fetch fashion_mnist",
        "GRADER_DATA_DIR",
        "keras.datasets.fashion_mnist.load_data()",
    ],
)
def test_a_missing_dataset_names_every_way_to_get_it(nowhere, way):
    with pytest.raises(MissingDataset) as missing:
        load("fashion_mnist")
    assert way in missing.value.explain("en")


def test_three_of_four_files_are_no_dataset(fashion, nowhere):
    copy_idx(fashion, nowhere / "data")
    (nowhere / "data" / IDX_FILES["y_test"]).unlink()
    with pytest.raises(MissingDataset, match="nowhere"):
        load("fashion_mnist")


def test_a_changed_pixel_is_refused_with_file_found_and_expected(fashion, nowhere):
    folder = nowhere / "data"
    copy_idx(fashion, folder)
    images = fashion.x_test.copy()
    images[0, 0, 0] ^= 1
    (folder / IDX_FILES["x_test"]).write_bytes(gzip.compress(idx_bytes(images), 1))
    with pytest.raises(MissingDataset) as missing:
        load("fashion_mnist")
    message = missing.value.explain("en")
    assert str(folder / IDX_FILES["x_test"]) in message
    assert "expected c867c93ff95360594e8ec3287995350b824dd110b11595c0e13d5423f621867a" in message


@pytest.mark.parametrize("content", [b"", b"not gzip", gzip.compress(b"not idx", mtime=0)])
def test_a_damaged_file_is_refused_by_name(fashion, nowhere, content):
    copy_idx(fashion, nowhere / "data")
    (nowhere / "data" / IDX_FILES["x_train"]).write_bytes(content)
    with pytest.raises(MissingDataset, match=IDX_FILES["x_train"]):
        load("fashion_mnist")


def test_an_npz_with_pickles_is_refused(nowhere):
    np.savez(nowhere / "data" / "mnist.npz", x_train=np.array([{}], object), allow_pickle=True)
    with pytest.raises(MissingDataset, match="cannot be read"):
        load("mnist")
