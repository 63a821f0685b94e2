"""What a threshold on the reconstruction error makes of a set of images."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["share_flagged"]


def share_flagged(errors: NDArray[np.float64], threshold: float) -> float:
    """Share of images that a detector takes for anomalies: an error above the threshold (unidad-5, § 5.3).

    Args:
        errors: (n,) reconstruction errors, n at least 1.
        threshold: on the same scale; an error equal to it is not flagged.

    Returns:
        0..1: false alarms where the images are clean, detections where they are anomalies.
    """
    return float(np.mean(errors > threshold))
