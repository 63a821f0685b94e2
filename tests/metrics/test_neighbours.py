"""k-nearest-neighbour accuracy of a code."""

import numpy as np

from grader.metrics.neighbours import neighbour_accuracy

LABELS = np.repeat(np.arange(4), 100)
RNG = np.random.default_rng(0)


def test_classes_that_lie_apart_are_named():
    code = np.stack([LABELS * 10, LABELS], axis=1) + RNG.normal(size=(400, 2))
    assert neighbour_accuracy(code.astype(np.float32), LABELS) > 0.98


def test_a_code_that_says_nothing_guesses():
    assert neighbour_accuracy(RNG.normal(size=(400, 2)).astype(np.float32), LABELS) < 0.4


def test_too_wide_a_code_is_not_searched():
    assert np.isnan(neighbour_accuracy(np.zeros((400, 785), np.float32), LABELS))
