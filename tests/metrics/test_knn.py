"""Accuracy of k nearest neighbours."""

import numpy as np

from grader.metrics.knn import knn_accuracy


def test_the_majority_of_the_nearest_decides() -> None:
    train, labels = np.array([[0.0], [0.1], [0.2], [5.0], [5.1]]), np.array([0, 0, 1, 1, 1])
    test = np.array([[0.0], [5.0], [0.1]])
    assert knn_accuracy(train, labels, test, np.array([0, 1, 0]), neighbours=3) == 1.0
    assert knn_accuracy(train, labels, test, np.array([1, 1, 0]), neighbours=3) == 2 / 3
