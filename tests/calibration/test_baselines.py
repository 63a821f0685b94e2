"""Baselines, on a few real images."""

from dataclasses import replace

import numpy as np
import pytest
from sklearn.decomposition import PCA

from grader.calibration.baselines import BASELINES, baselines
from grader.datasets import Dataset, load
from grader.measurement import Challenge, Detection, Measured, Model, measure

WIDTH = 8


@pytest.fixture(scope="module")
def data() -> Dataset:
    whole = load("fashion_mnist")
    return replace(
        whole,
        x_train=whole.x_train[:2000],
        y_train=whole.y_train[:2000],
        x_test=whole.x_test[:500],
        y_test=whole.y_test[:500],
    )


def made(data: Dataset, normal_class: int | None = None) -> dict[str, Model]:
    kind = "reconstruction" if normal_class is None else "detection"
    return dict(baselines(Challenge(kind, data, normal_class=normal_class), WIDTH))


def measured(data: Dataset, name: str) -> Measured:
    return measure(made(data)[name], Challenge("reconstruction", data))


def test_all_are_there_with_their_codes(data: Dataset) -> None:
    shown = (data.x_test[:3] / 255).astype(np.float32)
    answers = {name: model(shown) for name, model in made(data).items()}
    assert tuple(answers) == BASELINES
    assert {name: answer.code.shape for name, answer in answers.items()} == {
        "mean_image": (3, WIDTH),
        "pca": (3, WIDTH),
        "untrained": (3, WIDTH),
        "identity": (3, 784),
    }
    for answer in answers.values():
        assert answer.outputs.shape == (3, 28, 28)
        assert answer.outputs.dtype == answer.code.dtype == np.float32


@pytest.mark.parametrize("name", BASELINES)
def test_their_decoders_decode_other_codes(data: Dataset, name: str) -> None:
    shown, model = (data.x_test[:5] / 255).astype(np.float32), made(data)[name]
    response = model(shown, lambda code: code[3:1:-1])
    assert np.array_equal(response.asked, response.code[3:1:-1])
    assert response.decoded == pytest.approx(response.outputs[3:1:-1], abs=1e-6)
    nothing = model(shown, lambda code: code[:0])
    assert (nothing.asked.shape, nothing.decoded.shape) == ((0, response.code.shape[1]), (0, 28, 28))
    assert nothing.decoded.dtype == response.decoded.dtype == np.float32


def test_identity_errs_nothing_and_the_mean_image_the_variance(data: Dataset) -> None:
    assert measured(data, "identity").error == 0
    train, test = data.x_train / 255, data.x_test / 255
    assert measured(data, "mean_image").error == pytest.approx(np.square(test - train.mean(axis=0)).mean(), rel=1e-4)


def test_pca_is_scikit_learns(data: Dataset) -> None:
    flat = [(images / 255).reshape(len(images), -1) for images in (data.x_train, data.x_test)]
    pca = PCA(WIDTH).fit(flat[0])
    error = np.square(flat[1] - pca.inverse_transform(pca.transform(flat[1]))).mean()
    assert measured(data, "pca").error == pytest.approx(error, rel=1e-3)


def test_an_untrained_network_is_worse_than_the_mean_image(data: Dataset) -> None:
    assert measured(data, "untrained").error > 1.5 * measured(data, "mean_image").error


def test_detectors_know_the_normal_class_alone(data: Dataset) -> None:
    shown = (data.x_test[:1] / 255).astype(np.float32)
    mean = made(data, normal_class=0)["mean_image"](shown).outputs[0]
    assert mean == pytest.approx((data.x_train[data.y_train == 0] / 255).mean(axis=0), abs=1e-6)
    found = measure(made(data, normal_class=0)["mean_image"], Challenge("detection", data, normal_class=0))
    assert isinstance(found, Detection)
    assert found.roc_auc > 0.8  # facts: the mean T-shirt alone reaches 0.891
