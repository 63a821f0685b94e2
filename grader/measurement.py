"""What was measured of one task's model, for the criteria to judge and the report to draw."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Detection"]


@dataclass(frozen=True)
class Detection:
    """An autoencoder as an anomaly detector, measured on a dataset's public test split.

    Attributes:
        errors: (n,) mean squared error per image and pixel, on the 0..1 scale.
        labels: (n,) class of each image; `normal` (n,) is True for the class it was to be trained on.
        images, reconstructions: (n, 28, 28) float32 on the 0..1 scale.
        roc_auc: of the negative error; `interval` its 95 % bootstrap interval.
        code_size: values that cross from encoder to decoder per image; the whole image where there is no bottleneck.
        encoder_effect, decoder_effect: how many times larger the normal class's error gets without the spatial
            convolutions of that half; None where it has none.
        probe_auc: ROC-AUC on privately perturbed copies of some test images (noise 0.02, brightness x 0.9).
    """

    errors: NDArray[np.float64]
    labels: NDArray[np.int64]
    normal: NDArray[np.bool_]
    images: NDArray[np.float32]
    reconstructions: NDArray[np.float32]
    roc_auc: float
    interval: tuple[float, float]
    code_size: int
    image_size: int
    encoder_effect: float | None
    decoder_effect: float | None
    probe_auc: float

    @property
    def normal_error(self) -> float:
        """Mean error of the normal class."""
        return float(self.errors[self.normal].mean())

    @property
    def other_error(self) -> float:
        """Mean error of all other classes."""
        return float(self.errors[~self.normal].mean())
