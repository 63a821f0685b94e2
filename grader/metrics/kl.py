"""Divergence of a variational encoder's answers from the prior, and the units that carry anything."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["active_units", "kl_to_prior"]

#: Below it, a standard deviation counts as this; the logarithm of zero is no number.
_SMALLEST: Final = 1e-6


def kl_to_prior(mean: NDArray[np.float32], sd: NDArray[np.float32]) -> NDArray[np.float64]:
    """Mean over images of KL(N(mean, sd²) || N(0, 1)), per unit (Kingma & Welling 2014, appendix B).

    Args:
        mean: (n, k) finite, what the encoder answers.
        sd: (n, k) finite standard deviations >= 0, not their logarithms.

    Returns:
        (k,) nats >= 0; 0 for a unit that answers the prior whatever it sees.
    """
    mean, sd = mean.astype(np.float64), np.maximum(sd.astype(np.float64), _SMALLEST)
    return np.asarray(np.mean((np.square(mean) + np.square(sd) - 1) / 2 - np.log(sd), axis=0))


def active_units(kl: NDArray[np.float64], threshold: float = 0.1) -> int:
    """Units that tell the decoder something: a mean KL (k,) above 0.1 nat.

    Burda, Grosse & Salakhutdinov (2016) count them by the variance of their means; no unit can tell more nats
    than its mean KL, so that this one bounds what is told.
    """
    return int(np.count_nonzero(kl > threshold))
