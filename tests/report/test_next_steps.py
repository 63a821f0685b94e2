"""What a report tells to do next."""

from collections.abc import Callable

from grader.outcome import Outcome, Status
from grader.report.next_steps import next_steps
from grader.result import Diagnosis, Result
from tests.report.exercises import five_results
from tests.report.sample import WRONG


def test_nothing_is_left_of_a_perfect_submission(make: Callable[..., Result]) -> None:
    assert next_steps(make(), "es") == []


def test_open_criteria_are_told_with_what_acceptance_needs_first(make: Callable[..., Result]) -> None:
    criteria = make(WRONG).tasks[0].criteria
    unmet = [c for c in criteria if c.outcome is not Outcome.PASS]
    told = [step.about for step in next_steps(make(WRONG), "es")]
    assert told == [c.title for c in unmet if c.required] + [c.title for c in unmet if not c.required]


def test_a_diagnosis_stands_for_its_criteria(refused: Result) -> None:
    steps = next_steps(refused, "es")
    assert [step.place for step in steps] == ["advice-1", "advice-2", "task-1"]
    assert steps[-1].told.startswith("Después, mira lo que falta para que se acepte: Entrenado solo con camisetas")


def test_the_same_fix_is_one_step(make: Callable[..., Result]) -> None:
    one = Diagnosis(code="a", task="detector", symptom="A.", cause="C.", fix="F.")
    result = make(WRONG, diagnoses=[one, one.model_copy(update={"code": "b", "symptom": "B."})])
    assert [step.told for step in next_steps(result, "es")][:-1] == ["A."]


def test_what_was_not_handed_in_is_to_be_handed_in() -> None:
    steps = next_steps(five_results("es"), "es")
    assert [(step.place, step.told) for step in steps if "Entrégalo" in step.told] == [
        ("task-4", "Entrégalo: no se encontró nada de él.")
    ]
    assert [step.place for step in steps] == ["advice-1", "task-2", "task-4", "task-1"]


def test_without_a_grade_there_is_nothing_to_tell(make: Callable[..., Result]) -> None:
    assert next_steps(make(WRONG, status=Status.GRADER_ERROR), "es") == []
