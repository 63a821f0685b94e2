"""`reconstruction`: how well unseen images come back."""

from typing import Any

import numpy as np

from grader.datasets import Dataset
from grader.measurement.model import Challenge, Images, Measured, Model, Response
from grader.metrics.reconstruction import reconstruction_error

__all__ = ["measure_reconstruction", "reconstructed", "unit_images"]


def measure_reconstruction(model: Model, challenge: Challenge) -> Measured:
    """Show the model the test images."""
    images = unit_images(challenge.dataset)
    return Measured(**reconstructed(challenge.dataset, model(images)))


def unit_images(dataset: Dataset) -> Images:
    """The test images on the 0..1 scale, float32 (n, 28, 28)."""
    return (dataset.x_test / 255).astype(np.float32)


def reconstructed(dataset: Dataset, response: Response) -> dict[str, Any]:
    """The fields of `Measured`, from what a model made of the test images."""
    images = unit_images(dataset)
    return {
        "dataset": dataset.name,
        "images": images,
        "reconstructions": response.outputs,
        "labels": dataset.y_test.astype(np.int64),
        "errors": reconstruction_error(images, response.outputs),
        "code": response.code,
    }
