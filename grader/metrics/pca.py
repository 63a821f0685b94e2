"""The best linear code: principal components (Baldi & Hornik 1989: what a linear autoencoder with MSE comes to)."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

__all__ = ["Components"]

Images = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Components:
    """Principal components of some images.

    Attributes:
        mean: (d,) of the images.
        rows: (k, d) orthonormal directions, that of the largest variance first.
    """

    mean: NDArray[np.float64]
    rows: NDArray[np.float64]

    @classmethod
    def fit(cls, images: Images, count: int) -> Self:
        """The first `count` components of images (n, ...) of d values each; fewer where there are fewer."""
        from sklearn.decomposition import PCA

        flat = images.reshape(len(images), -1).astype(np.float64)
        fitted = PCA(min(count, *flat.shape), random_state=0).fit(flat)
        return cls(fitted.mean_, fitted.components_)

    def code(self, images: Images) -> NDArray[np.float64]:
        """The code (n, k) of images (n, ...)."""
        return np.asarray((images.reshape(len(images), -1) - self.mean) @ self.rows.T)

    def error(self, images: Images) -> float:
        """Mean squared error per pixel of images (n, ...) that come back from their code."""
        flat = images.reshape(len(images), -1)
        return float(np.square(self.mean + self.code(images) @ self.rows - flat).mean())
