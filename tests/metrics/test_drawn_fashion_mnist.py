"""The same on real images: PCA(32) of the T-shirts stands in for a student's autoencoder."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from grader.datasets import load
from grader.errors import MissingDataset
from grader.metrics.drawn import DrawnSplit, NoSplit, find_split
from tests.box.drawings import Errors, record


@pytest.fixture(scope="module")
def errors() -> dict[str, tuple[Errors, np.ndarray]]:
    """Errors and labels of both splits."""
    try:
        data = load("fashion_mnist")
    except MissingDataset:
        pytest.skip("Fashion-MNIST is not on this machine")
    shirts = data.x_train[data.y_train == 0].reshape(-1, 784) / 255
    mean = shirts.mean(axis=0)
    axes = np.linalg.eigh(np.cov((shirts - mean).T))[1][:, -32:]

    def error(images: np.ndarray) -> Errors:
        centred = images.reshape(-1, 784) / 255 - mean
        return np.asarray(np.square(centred - centred @ axes @ axes.T).mean(axis=1))

    return {"test": (error(data.x_test), data.y_test), "train": (error(data.x_train[:10_000]), data.y_train[:10_000])}


def draw(errors: Errors, chosen: np.ndarray) -> None:
    plt.hist(errors[chosen], bins=60, density=True)
    plt.hist(errors[~chosen], bins=60, density=True)


def test_the_right_split_fits_exactly(errors: dict[str, tuple[Errors, np.ndarray]]) -> None:
    values, labels = errors["test"]
    found = find_split(record(lambda: draw(values, labels == 0)), values[labels == 0], values[labels != 0])
    assert isinstance(found, DrawnSplit)
    assert max(found.distance_normal, found.distance_other) < 0.002
    assert 0.3 < found.overlap < 0.45


@pytest.mark.parametrize("label", range(1, 10))
def test_another_class_against_the_rest_is_refused(errors: dict[str, tuple[Errors, np.ndarray]], label: int) -> None:
    values, labels = errors["test"]
    figures = record(lambda: draw(values, labels == label))
    assert isinstance(find_split(figures, values[labels == 0], values[labels != 0]), NoSplit)


def test_training_images_are_refused_by_their_number(errors: dict[str, tuple[Errors, np.ndarray]]) -> None:
    values, labels = errors["test"]
    seen, classes = errors["train"]
    figures = record(lambda: draw(seen, classes == 0))
    assert isinstance(find_split(figures, values[labels == 0], values[labels != 0]), NoSplit)
