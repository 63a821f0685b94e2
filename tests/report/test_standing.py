"""Where a task stands."""

import pytest

from grader.outcome import Outcome
from grader.report.standing import absence, standing
from grader.result import TaskResult
from tests.report.exercises import ABSENT, five_results


def tasks(*absent: str) -> dict[str, TaskResult]:
    return {task.id: task for task in five_results("es", absent).tasks}


@pytest.mark.parametrize(
    ("name", "outcome"),
    [("simple", Outcome.PASS), ("latent2d", Outcome.PARTIAL), ("anomaly", Outcome.SKIPPED)],
)
def test_tasks_stand_where_their_criteria_put_them(name: str, outcome: Outcome):
    assert standing(tasks("anomaly")[name]) is outcome


def test_without_any_point_a_task_failed():
    assert standing(tasks()["latent2d"].model_copy(update={"score": 0.0})) is Outcome.FAIL


def test_a_task_that_a_person_has_to_look_at_is_neither():
    task = tasks()["latent2d"].model_copy(update={"needs_review": True})
    assert standing(task) is Outcome.UNVERIFIED


def test_an_absent_task_has_one_reason():
    assert absence(tasks("simple")["simple"]) == ABSENT


def test_a_model_that_could_not_be_measured_was_handed_in():
    missing = tasks("simple")["simple"]
    there = missing.model_copy(update={"model": tasks()["simple"].model})
    assert absence(there) is None
    assert standing(there) is Outcome.FAIL


def test_different_reasons_are_told_one_by_one():
    task = tasks("simple")["simple"]
    first = task.criteria[0].model_copy(update={"message": "Otra razón."})
    assert absence(task.model_copy(update={"criteria": [first, *task.criteria[1:]]})) is None
