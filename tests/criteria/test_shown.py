"""Which of the numbers that a notebook shows are a ROC-AUC."""

import pytest

from grader.criteria.shown import shown_aucs
from tests.criteria.test_exercises import case, sparsity


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("ROC-AUC: 0.9004", [0.9004]),
        ("AUC = 90,1 %", [0.901]),
        ("AUC: 1", [1.0]),
        ("ROC-AUC (clase 1 contra todas): 0.3737", [0.3737]),
        ("AUC (clase = 1) 0.98, (clase = 0) 0.97", [0.98, 0.97]),
        ("AUC >= 0.85", []),
        ("AUC de la clase 0", []),
        ("pérdida: 1", []),
    ],
)
def test_a_class_is_no_roc_auc(printed: str, found: list[float]) -> None:
    assert shown_aucs(case(sparsity(), text=printed)) == pytest.approx(found)
