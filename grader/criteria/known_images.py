"""The training images of the dataset that a model was measured on, and what a linear code makes of them."""

from functools import lru_cache
from typing import Final

import numpy as np

from grader.datasets import DatasetName, load
from grader.measurement import Images, Measured
from grader.metrics.pca import Components

__all__ = ["components", "pca_error", "training_images", "training_labels"]

#: Training images that PCA is fitted on; more change its error on test images by less than 1 %.
_FITTED: Final = 10_000


def training_images(dataset: DatasetName, count: int | None = None) -> Images:
    """The first `count` training images, or all, float32 (n, 28, 28) on the 0..1 scale."""
    return (load(dataset).x_train[:count] / 255).astype(np.float32)


def training_labels(dataset: DatasetName, count: int | None = None) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Their classes (n,)."""
    return load(dataset).y_train[:count].astype(np.int64)


@lru_cache(maxsize=16)
def components(dataset: DatasetName, count: int) -> Components:
    """The first principal components of the training images."""
    return Components.fit(training_images(dataset, _FITTED), count)


def pca_error(measured: Measured, count: int | None = None) -> float:
    """Mean squared error per pixel, on the test images, of a PCA as wide as the model's code, or of `count` values."""
    return components(measured.dataset, count or measured.code_size).error(measured.images)
