"""Overlap of two distributions: the share of probability that their histograms have in common."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["overlap_coefficient"]

#: Percentile of both samples together at which the bins end; errors have long tails.
_UPPER: Final = 99.5


def overlap_coefficient(a: NDArray[np.float64], b: NDArray[np.float64], bins: int = 100) -> float:
    """Sum of the smaller of the two normalised heights over common bins (overlapping coefficient, Weitzman 1970).

    The bins lie between the smallest value and the 99.5th percentile of both samples together; what lies beyond
    counts in the last bin.

    Args:
        a: (n,) finite values.
        b: (m,) finite values; each sample is normalised by its own size.
        bins: number of bins, at least 1.

    Returns:
        0 where the samples share no bin, 1 where their normalised histograms are the same; symmetric.

    Raises:
        ValueError: a sample is empty.
    """
    if not len(a) or not len(b):
        raise ValueError("overlap needs two samples that are not empty")
    pooled = np.concatenate([a, b])
    low, high = pooled.min(), np.percentile(pooled, _UPPER)
    if not low < high:
        high = pooled.max()
    edges = np.linspace(low, high, bins + 1)
    if not np.all(np.diff(edges) > 0):  # all values are the same, as far as floats can tell
        return 1.0
    heights = [np.histogram(np.minimum(sample, high), edges)[0] / len(sample) for sample in (a, b)]
    return float(np.minimum(*heights).sum())
