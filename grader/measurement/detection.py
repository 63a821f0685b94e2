"""`detection`: the reconstruction error as a score that tells the normal class from all others."""

import numpy as np
from numpy.typing import NDArray

from grader.measurement.model import Challenge, Detection, Model
from grader.measurement.reconstruction import reconstructed, unit_images
from grader.metrics.roc_auc import bootstrap_interval, roc_auc

__all__ = ["measure_detection"]


def measure_detection(model: Model, challenge: Challenge) -> Detection:
    """Show the model the test images."""
    if challenge.normal_class is None:
        raise ValueError("detection needs the normal class")
    images = unit_images(challenge.dataset)
    normal = challenge.dataset.y_test == challenge.normal_class
    fields = reconstructed(challenge.dataset, model(images), about=normal)
    errors, labels = fields["errors"], fields["labels"]
    return Detection(
        **fields,
        normal_class=challenge.normal_class,
        normal=normal,
        roc_auc=roc_auc(errors, normal),
        interval=bootstrap_interval(errors, normal, seed=challenge.seed),
        auc_against={int(other): _against(errors, labels, normal, other) for other in np.unique(labels[~normal])},
    )


def _against(errors: NDArray[np.float64], labels: NDArray[np.int64], normal: NDArray[np.bool_], other: int) -> float:
    pair = normal | (labels == other)
    return roc_auc(errors[pair], normal[pair])
