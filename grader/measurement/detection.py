"""`detection`: the reconstruction error as a score that tells the normal class from all others."""

import numpy as np
from numpy.typing import NDArray

from grader.measurement.model import Challenge, Detection, Images, Model, Response
from grader.measurement.reconstruction import reconstructed, unit_images
from grader.metrics.reconstruction import reconstruction_error
from grader.metrics.roc_auc import bootstrap_interval, roc_auc

__all__ = ["measure_detection"]


def measure_detection(model: Model, challenge: Challenge) -> Detection:
    """Show the model the test images."""
    if challenge.normal_class is None:
        raise ValueError("detection needs the normal class")
    images = unit_images(challenge.dataset)
    response = model(images)
    fields = reconstructed(challenge.dataset, response)
    errors, labels = fields["errors"], fields["labels"]
    normal = labels == challenge.normal_class
    encoder, decoder = _effects(response, images, normal)
    return Detection(
        **fields,
        normal_class=challenge.normal_class,
        normal=normal,
        roc_auc=roc_auc(errors, normal),
        interval=bootstrap_interval(errors, normal, seed=challenge.seed),
        auc_against={int(other): _against(errors, labels, normal, other) for other in np.unique(labels[~normal])},
        encoder_effect=encoder,
        decoder_effect=decoder,
    )


def _against(errors: NDArray[np.float64], labels: NDArray[np.int64], normal: NDArray[np.bool_], other: int) -> float:
    pair = normal | (labels == other)
    return roc_auc(errors[pair], normal[pair])


def _effects(response: Response, shown: Images, normal: NDArray[np.bool_]) -> tuple[float | None, float | None]:
    """How many times larger the error gets with the encoder's and with the decoder's convolutions weakened.

    On the normal class only: what a detector makes of other images says nothing about how it reconstructs.
    """
    weakened = response.weakened
    if weakened is None:
        return None, None
    chosen = normal[weakened.rows]
    rows = weakened.rows[chosen]
    own = reconstruction_error(shown[rows], response.outputs[rows]).mean()

    def effect(outputs: Images | None) -> float | None:
        if outputs is None:
            return None
        return float(reconstruction_error(shown[rows], outputs[chosen]).mean() / max(own, 1e-12))

    return effect(weakened.encoder), effect(weakened.decoder)
