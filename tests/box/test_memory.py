"""Weights that are images."""

import numpy as np

from grader.box.memory import pictures
from grader.datasets import load
from grader.provenance import images_among


def test_images_among_weights_are_found() -> None:
    digits = load("digits")
    rng = np.random.default_rng(0)
    kept = digits.x_test[:5].reshape(5, 784) / np.float32(255)
    learnt = rng.normal(size=(784, 32)).astype(np.float32)
    table = np.concatenate([kept, rng.normal(size=(3, 784)).astype(np.float32)])
    assert images_among(pictures([learnt, learnt[:, 0]]), [digits]) == 0
    assert images_among(pictures([learnt, table]), [digits]) == 5
    assert images_among(pictures([2 * table.T - 1]), [digits]) == 5
    assert len(pictures([rng.normal(size=(3, 3, 1, 8)).astype(np.float32), np.float32(1)[...]])) == 0
