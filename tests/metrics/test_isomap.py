"""Isomap."""

import numpy as np
from scipy.stats import spearmanr

from grader.metrics.isomap import isomap


def roll(count: int = 300) -> tuple[np.ndarray, np.ndarray]:
    """A band (n, 3) rolled up to a spiral, and how far along it each point lies (n,)."""
    along = np.sort(np.random.default_rng(0).uniform(1.5 * np.pi, 4.5 * np.pi, count))
    across = np.random.default_rng(1).uniform(0, 3, count)
    return np.stack([along * np.cos(along), across, along * np.sin(along)], axis=1).astype(np.float32), along


def test_it_unrolls_what_distances_through_space_do_not() -> None:
    points, along = roll()
    code = isomap(points, 1)
    assert (code.shape, code.dtype) == ((300, 1), np.float32)
    assert abs(spearmanr(code[:, 0], along).statistic) > 0.99


def test_images_that_fall_into_two_groups_are_joined() -> None:
    one = np.random.default_rng(0).random((40, 4, 4)).astype(np.float32)
    code = isomap(np.concatenate([one, one + 9]), 2, neighbours=5)
    assert np.isfinite(code).all()
    assert abs(code[:40, 0].mean() - code[40:, 0].mean()) > 10
