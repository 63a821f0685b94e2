"""`reconstruction`: how well unseen images come back."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.datasets import Dataset
from grader.measurement.effects import effects
from grader.measurement.model import Challenge, Drawn, Images, Measured, Model, Response
from grader.metrics.reconstruction import reconstruction_error

__all__ = ["measure_reconstruction", "reconstructed", "unit_images"]


def measure_reconstruction(model: Model, challenge: Challenge) -> Measured:
    """Show the model the test images."""
    images = unit_images(challenge.dataset)
    return Measured(**reconstructed(challenge.dataset, model(images)))


def unit_images(dataset: Dataset) -> Images:
    """The test images on the 0..1 scale, float32 (n, 28, 28)."""
    return (dataset.x_test / 255).astype(np.float32)


def reconstructed(dataset: Dataset, response: Response, about: NDArray[np.bool_] | None = None) -> dict[str, Any]:
    """The fields of `Measured`, from what a model made of the test images.

    Args:
        about: (n,) the images that its error is about; all, where that is not given.
    """
    images = unit_images(dataset)
    everything = np.ones(len(images), bool)
    return {
        "dataset": dataset.name,
        "images": images,
        "reconstructions": response.outputs,
        "labels": dataset.y_test.astype(np.int64),
        "errors": reconstruction_error(images, response.outputs),
        "code": response.code,
        **effects(response, images, everything if about is None else about),
        **_drawn(response.drawn, images),
        "draws": response.draws,
        "structure": response.structure,
    }


def _drawn(drawn: Drawn | None, images: Images) -> dict[str, Any]:
    if drawn is None:
        return {}
    errors = reconstruction_error(images[drawn.rows], drawn.outputs)
    return {"drawn": drawn.rows, "deviation": drawn.deviation, "drawn_errors": errors}
