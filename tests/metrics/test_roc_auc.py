import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from sklearn.metrics import roc_auc_score

from grader.metrics.roc_auc import bootstrap_interval, roc_auc

ERRORS = hnp.arrays(np.float64, st.integers(2, 60), elements=st.floats(0, 1).map(lambda x: round(x, 2)))


def labels(errors: np.ndarray) -> np.ndarray:
    return np.arange(len(errors)) % 2 == 0


@given(ERRORS)
def test_it_is_scikit_learns_with_the_negative_error_as_score(errors: np.ndarray) -> None:
    assert roc_auc(errors, labels(errors)) == pytest.approx(roc_auc_score(labels(errors), -errors))


@given(ERRORS, st.floats(0.1, 100))
def test_a_monotone_scale_changes_nothing(errors: np.ndarray, factor: float) -> None:
    assert roc_auc(np.sqrt(errors * factor), labels(errors)) == pytest.approx(roc_auc(errors, labels(errors)))


@given(ERRORS)
def test_turning_the_labels_around_mirrors_it(errors: np.ndarray) -> None:
    assert roc_auc(errors, ~labels(errors)) == pytest.approx(1 - roc_auc(errors, labels(errors)))


def test_one_class_alone_has_none() -> None:
    with pytest.raises(ValueError, match="both kinds"):
        roc_auc(np.array([0.1, 0.2]), np.array([True, True]))


def test_the_interval_holds_the_value_and_repeats_with_its_seed() -> None:
    rng = np.random.default_rng(0)
    errors = np.concatenate([rng.gamma(2, 1, 200), rng.gamma(3, 1.5, 800)])
    normal = np.arange(1000) < 200
    low, high = bootstrap_interval(errors, normal, seed=1)
    assert low < roc_auc(errors, normal) < high
    assert (low, high) == bootstrap_interval(errors, normal, seed=1)
    assert high - low < 0.1
