"""How much outputs and codes differ from image to image."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from grader.measurement import Measured

__all__ = ["constant_units", "is_constant", "output_spread", "usual_code"]

#: Share of the images' own variance: a PCA of two values leaves 0.16 of MNIST, a mean image nothing.
_CONSTANT: Final = 0.005
_STILL: Final = 1e-4  # of the code's largest deviation


def output_spread(measured: Measured) -> float:
    """Variance of the reconstructions over that of the images, about each one's mean image; 0..1 and more."""
    images = measured.judged
    made = measured.reconstructions[images].astype(np.float64).var(axis=0).mean()
    return float(made / max(measured.mean_image_error, 1e-12))


def is_constant(measured: Measured) -> bool:
    """Whether the model draws one image for all."""
    return bool(np.isfinite(measured.reconstructions).all()) and output_spread(measured) < _CONSTANT


def constant_units(code: NDArray[np.float32]) -> NDArray[np.bool_]:
    """(k,) which units of a code (n, k) have one value for all images."""
    deviation = code.astype(np.float64).std(axis=0)
    size = np.abs(code.astype(np.float64)).mean(axis=0)
    still: NDArray[np.bool_] = deviation <= np.maximum(_STILL * deviation.max(initial=0.0), 1e-6 * size)
    return still


def usual_code(code: NDArray[np.float32]) -> float:
    """Share of the images (n, k) whose code is the median one to the last bit, 0..1."""
    return float(np.mean(np.all(code == np.median(code, axis=0), axis=1)))
