"""k-nearest-neighbour accuracy of a code: what it tells of the classes without having been told of them."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["neighbour_accuracy"]

_NEIGHBOURS: Final = 15
_FOLDS: Final = 5
#: A code wider than this is no code to look at, and slow to search.
_WIDEST: Final = 784


def neighbour_accuracy(code: NDArray[np.float32], labels: NDArray[np.int64]) -> float:
    """Share of images whose class the 15 nearest codes name, each fifth judged by the other four.

    Args:
        code: (n, k) finite; n at least 75.
        labels: (n,) classes.

    Returns:
        0..1; NaN for a code of more than 784 values.
    """
    if code.shape[1] > _WIDEST:
        return float("nan")
    from sklearn.model_selection import KFold, cross_val_score
    from sklearn.neighbors import KNeighborsClassifier

    folds = KFold(_FOLDS, shuffle=True, random_state=0)
    return float(cross_val_score(KNeighborsClassifier(_NEIGHBOURS), code, labels, cv=folds).mean())
