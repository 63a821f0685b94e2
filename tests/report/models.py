"""NumPy models that stand in for students' autoencoders, measured on real images."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.assignment import MeasureKind
from grader.datasets import CLASS_NAMES, Dataset
from grader.i18n import Lang
from grader.measurement import Challenge, Model, Response, measure
from grader.metrics.linear_denoiser import LinearDenoiser
from grader.provenance import Noise
from grader.report.figures import TaskFigures

Flat = NDArray[np.float32]
NOISE = Noise(sd=0.5, clipped=False)
LOSSES = [[0.0671, 0.0391, 0.0268, 0.0214, 0.0186, 0.0168, 0.0155, 0.0147]]


def some(data: Dataset) -> Dataset:
    """A part of it: enough for 2,000 points in a plane, few enough to be quick."""
    return Dataset(
        data.name, data.x_train[:4000], data.y_train[:4000], data.x_test[:2500], data.y_test[:2500], data.source
    )


def train(data: Dataset, label: int | None = None) -> Flat:
    """Training images, all or of one class, (n, 784) on the 0..1 scale."""
    chosen = data.x_train if label is None else data.x_train[data.y_train == label]
    return (chosen / 255).reshape(-1, 784).astype(np.float32)


def pca(rows: Flat, size: int) -> Model:
    """The best linear autoencoder with a code of `size`."""
    mean = rows.mean(axis=0)
    axes = np.linalg.eigh(np.cov(rows.T))[1][:, : -size - 1 : -1].T.astype(np.float32)

    def model(images: NDArray[np.float32]) -> Response:
        code = (images.reshape(-1, 784) - mean) @ axes.T
        return Response(code, (code @ axes + mean).reshape(images.shape))

    return model


def denoiser(data: Dataset) -> Model:
    """The best linear denoiser, with its output cut to 0..1."""
    noisy = NOISE.apply(data.x_train, np.random.default_rng(1))
    linear = LinearDenoiser.fit(noisy, train(data).reshape(noisy.shape))

    def model(images: NDArray[np.float32]) -> Response:
        made = np.clip(linear(images), 0, 1)
        return Response(made.reshape(len(made), -1)[:, 300:364], made)

    return model


def prototypes(rows: Flat, size: int, *, dead: int) -> Model:
    """A sparse code: how much an image is like each of some training images; `dead` units answer to nothing."""
    chosen = rows[np.random.default_rng(3).permutation(len(rows))[:size]]
    chosen = chosen / np.linalg.norm(chosen, axis=1, keepdims=True)
    chosen[size - dead :] = 0

    def encode(flat: Flat) -> Flat:
        return np.maximum(flat @ chosen.T / np.linalg.norm(flat, axis=1, keepdims=True) - 0.55, 0).astype(np.float32)

    decoder = np.linalg.lstsq(encode(rows), rows, rcond=None)[0].astype(np.float32)

    def model(images: NDArray[np.float32]) -> Response:
        code = encode(images.reshape(-1, 784))
        return Response(code, (code @ decoder).reshape(images.shape))

    return model


def figures_of(task: str, kind: MeasureKind, model: Model, data: Dataset, lang: Lang, **asked: Any) -> TaskFigures:
    """What a report draws of `model`."""
    return TaskFigures(task, measure(model, Challenge(kind, data, **asked)), CLASS_NAMES[data.name][lang], LOSSES)


def five(mnist: Dataset, fashion: Dataset, lang: Lang) -> list[TaskFigures]:
    """The figures of the five exercises, the second on Fashion-MNIST."""
    rows = train(mnist)
    return [
        figures_of("simple", "reconstruction", pca(rows, 64), mnist, lang),
        figures_of("latent2d", "latent", pca(train(fashion), 2), fashion, lang),
        figures_of("denoising", "denoising", denoiser(mnist), mnist, lang, noise=NOISE),
        figures_of("sparse", "sparsity", prototypes(rows, 64, dead=20), mnist, lang),
        figures_of("anomaly", "detection", pca(train(mnist, 7), 16), mnist, lang, normal_class=7),
    ]
