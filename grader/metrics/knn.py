"""Accuracy of a k-nearest-neighbour classifier, on codes or on pixels."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["knn_accuracy"]


def knn_accuracy(
    train: NDArray[np.floating],
    train_labels: NDArray[np.int64],
    test: NDArray[np.floating],
    test_labels: NDArray[np.int64],
    neighbours: int = 5,
) -> float:
    """Share of the test rows whose class most of their nearest training rows are of (Cover & Hart 1967).

    Args:
        train: (n, k) finite, with classes (n,).
        test: (m, k) finite, with classes (m,).
        neighbours: how many vote.

    Returns:
        0..1.
    """
    from sklearn.neighbors import KNeighborsClassifier

    classifier = KNeighborsClassifier(neighbours, algorithm="brute").fit(train, train_labels)
    return float(np.mean(classifier.predict(test) == test_labels))
