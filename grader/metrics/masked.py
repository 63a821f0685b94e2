"""Error of an imputation, on what had to be imputed."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["masked_error"]


def masked_error(images: NDArray[np.float32], outputs: NDArray[np.float32], missing: NDArray[np.bool_]) -> float:
    """Mean squared error on the missing pixels alone (Little & Rubin 2002); the others were there to be copied.

    Args:
        images: (n, ...) complete images, 0..1.
        outputs: the same shape and scale, what was put in their place; values outside 0..1 are errors too.
        missing: the same shape, True where a pixel was hidden.

    Returns:
        error >= 0 per missing pixel, each weighing the same. NaN where an output for a missing pixel is.

    Raises:
        ValueError: the shapes differ, or nothing is missing.
    """
    if not images.shape == outputs.shape == missing.shape:
        raise ValueError(f"images {images.shape}, outputs {outputs.shape} and mask {missing.shape} differ in shape")
    if not missing.any():
        raise ValueError("no pixel is missing")
    return float(np.square(images[missing].astype(np.float64) - outputs[missing]).mean())
