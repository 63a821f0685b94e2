"""ROC-AUC of an anomaly detector whose score is the negative reconstruction error."""

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

__all__ = ["bootstrap_interval", "roc_auc"]


def roc_auc(errors: NDArray[np.float64], normal: NDArray[np.bool_]) -> float:
    """Probability that a normal image has a smaller error than another one; ties count half (Mann-Whitney).

    Args:
        errors: (n,) reconstruction errors, finite.
        normal: (n,) True for images of the normal class.

    Returns:
        0..1; the same as `sklearn.metrics.roc_auc_score(normal, -errors)`.

    Raises:
        ValueError: one of the two classes is empty.
    """
    positives = int(np.count_nonzero(normal))
    negatives = len(normal) - positives
    if not positives or not negatives:
        raise ValueError("ROC-AUC needs images of both kinds")
    ranks = rankdata(-errors)
    return float((ranks[normal].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def bootstrap_interval(
    errors: NDArray[np.float64], normal: NDArray[np.bool_], *, seed: int, rounds: int = 300, level: float = 0.95
) -> tuple[float, float]:
    """Percentile bootstrap interval of `roc_auc`, resampling each class by itself (Efron & Tibshirani 1993, ch. 13).

    Returns:
        lower and upper bound, each 0..1, between which `level` of the resampled values lie.
    """
    rng = np.random.default_rng(seed)
    inside, outside = errors[normal], errors[~normal]
    labels = np.repeat([True, False], [len(inside), len(outside)])
    values = [
        roc_auc(np.concatenate([rng.choice(inside, len(inside)), rng.choice(outside, len(outside))]), labels)
        for _ in range(rounds)
    ]
    low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
