"""Spread of all codes that a variational encoder draws, taken together: what its decoder was trained on."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["aggregated_sd"]


def aggregated_sd(mean: NDArray[np.float32], sd: NDArray[np.float32]) -> NDArray[np.float64]:
    """Standard deviation, per unit, of the aggregated posterior: of z ~ N(mean, sd²) over all images.

    Where it is that of the prior, 1, draws from the prior look to the decoder like codes of images (Makhzani et al.
    2016; Hoffman & Johnson 2016).

    Args:
        mean: (n, k) finite, what the encoder answers.
        sd: (n, k) finite standard deviations >= 0 with which it really draws.

    Returns:
        (k,) >= 0: the root of the variance of the means plus the mean of the variances.
    """
    mean, sd = mean.astype(np.float64), sd.astype(np.float64)
    return np.asarray(np.sqrt(mean.var(axis=0) + np.square(sd).mean(axis=0)))
