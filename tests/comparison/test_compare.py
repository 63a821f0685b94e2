"""Results that differ in known ways."""

from typing import Any

from grader.comparison import Change, compare
from grader.outcome import Outcome, Status
from grader.result import CriterionResult, Isolation, Result, Submission, TaskResult


def result(student: str, points: float = 10, outcome: Outcome = Outcome.PASS, **changed: Any) -> Result:
    criterion = CriterionResult(
        id="roc_auc", title="ROC-AUC", outcome=outcome, required=True, measured=0.9, interval=None, target=">= 0.85",
        points=points, max_points=10, message="",
    )  # fmt: skip
    accepted = outcome is Outcome.PASS
    task = TaskResult(
        id="detector", title="Detector", accepted=accepted, needs_review=False, score=points, max_score=10, model=None,
        criteria=[criterion],
    )  # fmt: skip
    whole = Result(
        submission=Submission(file="a.ipynb", sha256=None, student=student), assignment="tarea", status=Status.GRADED,
        score=points, max_score=10, accepted=accepted, isolation=Isolation(profile="bubblewrap"), tasks=[task],
        diagnoses=[], environment={}, timings={}, provenance={},
    )  # fmt: skip
    return whole.model_copy(update=changed)


def by_name(*results: Result) -> dict[tuple[str, str], Result]:
    return {(one.submission.student or "", one.assignment): one for one in results}


def test_nobody_moves_when_only_times_change() -> None:
    assert compare(by_name(result("ana")), by_name(result("ana", timings={"run": 3.0}))) == []


def test_who_moved_and_why() -> None:
    old = by_name(result("ana"), result("luis"))
    (move,) = compare(old, by_name(result("ana"), result("luis", 4, Outcome.PARTIAL)))
    assert (move.student, move.by) == ("luis", -6)
    assert move.changes == (Change("detector", "roc_auc", (Outcome.PASS, 10, 10), (Outcome.PARTIAL, 4, 10)),)


def test_who_came_and_who_went() -> None:
    moves = compare(by_name(result("ana")), by_name(result("luis")))
    assert [(move.student, move.old is None, move.new is None) for move in moves] == [
        ("ana", False, True),
        ("luis", True, False),
    ]
    assert [move.by for move in moves] == [None, None]


def test_a_criterion_that_is_new_is_a_change() -> None:
    without = result("ana", tasks=[])
    (move,) = compare(by_name(without), by_name(result("ana")))
    assert move.changes[0].old is None
