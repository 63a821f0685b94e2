"""Principal angles between two subspaces: whether a linear autoencoder has found the subspace of PCA."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["cosines"]

#: Singular values below this share of the largest are rounding: weights are float32.
_ROUNDING: Final = float(np.finfo(np.float32).eps)


def cosines(a: NDArray[np.float32], b: NDArray[np.float32]) -> NDArray[np.float64]:
    """Cosines of the principal angles between two spans (Björck & Golub 1973; Knyazev & Argentati 2002).

    Which basis spans a subspace does not matter, so that a linear autoencoder's weights can be compared with PCA's
    components (Baldi & Hornik 1989: it is the decoder's rows that span their subspace).

    Args:
        a: (k, d) finite; its rows span the first subspace.
        b: (m, d) finite; its rows span the second.

    Returns:
        (m,) in 0..1, the smallest first; all 1 where the subspaces are the same, or the first holds the second. All 0
        where the rows of `a` depend on one another, or are fewer than those of `b`: they span less than is asked.
    """
    from scipy.linalg import subspace_angles

    if np.linalg.matrix_rank(a, rtol=_ROUNDING * max(a.shape)) < max(len(a), len(b)):
        return np.zeros(len(b))
    angles = subspace_angles(a.T.astype(np.float64), b.T.astype(np.float64))
    return np.asarray(np.clip(np.sort(np.cos(angles)), 0.0, 1.0), np.float64)
