"""How much a model's spatial convolutions matter to its error."""

import numpy as np
from numpy.typing import NDArray

from grader.measurement.model import Images, Response
from grader.metrics.reconstruction import reconstruction_error

__all__ = ["effects"]


def effects(response: Response, images: Images, about: NDArray[np.bool_]) -> dict[str, float | None]:
    """How many times larger the error gets with the encoder's and with the decoder's convolutions weakened.

    Args:
        images: (n, 28, 28) what the model should give back.
        about: (n,) the images that its error is about. Of a detector the normal class only: what it makes of others
            says nothing about how it reconstructs.

    Returns:
        `encoder_effect` and `decoder_effect`; None where that half has no such convolution.
    """
    weakened = response.weakened
    if weakened is None:
        return {"encoder_effect": None, "decoder_effect": None}
    chosen = about[weakened.rows]
    rows = weakened.rows[chosen]
    own = reconstruction_error(images[rows], response.outputs[rows]).mean()

    def effect(outputs: Images | None) -> float | None:
        if outputs is None:
            return None
        return float(reconstruction_error(images[rows], outputs[chosen]).mean() / max(own, 1e-12))

    return {"encoder_effect": effect(weakened.encoder), "decoder_effect": effect(weakened.decoder)}
