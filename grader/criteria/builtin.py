"""Importing this module registers every kind of criterion of this package."""

from grader.criteria import (
    bottleneck,
    convolutional,
    histogram,
    reconstruction,
    reported,
    roc_auc,
    runs,
    separation,
    trained_on,
)

__all__ = [
    "bottleneck",
    "convolutional",
    "histogram",
    "reconstruction",
    "reported",
    "roc_auc",
    "runs",
    "separation",
    "trained_on",
]
