"""Whether there is a reason to repeat a training."""

from typing import Any

import pytest

from grader.assignment import find_assignment
from grader.assignment.references import Reference, References
from grader.criteria import Case, kinds
from grader.grading.repeated import reason_for
from grader.i18n import render
from grader.outcome import Outcome
from grader.replay import When
from grader.result import CriterionResult, TaskResult
from tests.criteria.conftest import good

__all__ = ["good"]

TASK = find_assignment("clase156-tarea", kinds()).tasks[0]
KNOWN = References({("detector", "fashion_mnist", 0, "roc_auc"): Reference(0.89, 0.90, 5)})


def judged(auc: float = 0.9, *, review: bool = False) -> TaskResult:
    criterion = CriterionResult(
        id="roc_auc",
        title="Measured ROC-AUC",
        outcome=Outcome.PASS,
        required=True,
        measured=auc,
        interval=None,
        target=">= 0.85",
        points=35,
        max_points=35,
        message="",
    )
    return TaskResult(
        id="detector",
        title="T-shirt detector",
        accepted=not review,
        needs_review=review,
        score=100,
        max_score=100,
        model=None,
        criteria=[criterion],
    )


def reason(good: Case, result: TaskResult, said: str, draw: str = "1") -> Any:
    found = reason_for(TASK, good, result, KNOWN, When.parse(said), draw)
    return found and render(found, "en")


def test_nothing_gives_no_reason(good: Case) -> None:
    assert reason(good, judged(), "suspect") is None


def test_a_doubt_is_a_reason_unless_none_is_asked_for(good: Case) -> None:
    assert "person" in reason(good, judged(review=True), "suspect")
    assert reason(good, judged(review=True), "never") is None


@pytest.mark.parametrize(("auc", "doubted"), [(0.92, False), (0.93, True), (0.86, False)])
def test_a_figure_far_better_than_the_references_is_a_reason(good: Case, auc: float, doubted: bool) -> None:
    assert (reason(good, judged(auc), "suspect") is not None) == doubted


def test_always_is_always(good: Case) -> None:
    assert all(reason(good, judged(), "always", str(draw)) for draw in range(50))


def test_a_sample_is_drawn_for_each_submission_by_itself(good: Case) -> None:
    drawn = [reason(good, judged(), "sample:20%", f"7 {submission}") is not None for submission in range(1000)]
    assert 140 < sum(drawn) < 260
