"""Purity of neighbourhoods: whether classes lie together in a code that was learnt without them."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["nearest", "neighbour_purity"]


def neighbour_purity(code: NDArray[np.float32], labels: NDArray[np.int64], neighbours: int = 10) -> float:
    """Mean share of an image's nearest neighbours that are of its own class.

    It is the precision at 10 of a search by example, with each image as the query once (Manning, Raghavan & Schütze
    2008, § 8.4).

    Args:
        code: (n, k) finite codes, or flat pixels.
        labels: (n,) classes.
        neighbours: how many are looked at, less than n.

    Returns:
        0..1; the sum of the squared shares of the classes for a code that says nothing.
    """
    return float(np.mean(labels[nearest(code, neighbours)] == labels[:, None]))


def nearest(code: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    """The `count` nearest rows of each row of a code (n, k), itself excluded, by Euclidean distance.

    Returns:
        (n, count) row numbers, the nearest first.
    """
    from sklearn.neighbors import NearestNeighbors

    rows = NearestNeighbors(n_neighbors=count).fit(code).kneighbors(return_distance=False)
    return np.asarray(rows, dtype=np.int64)
