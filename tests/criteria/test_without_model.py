"""A task that nothing answers loses nothing for a mistake of its own: it was not handed in."""

from dataclasses import replace

import pytest

from grader.assignment import Assignment, CriterionSpec, available, find_assignment
from grader.criteria import kinds
from grader.i18n import render, text
from grader.measurement import Measured
from grader.outcome import Outcome
from tests.criteria.test_exercises import base, case

ASSIGNMENTS: list[Assignment] = [find_assignment(name) for name in available()]
#: What is asked of the notebook as a whole.
OF_THE_NOTEBOOK = {"runs"}


@pytest.mark.parametrize(
    ("spec", "task"),
    [
        pytest.param(spec, task.id, id=f"{assignment.name}.{task.id}.{spec.id}")
        for assignment in ASSIGNMENTS
        for task in assignment.tasks
        for spec in task.criteria
        if spec.kind not in OF_THE_NOTEBOOK
    ],
)
def test_it_is_skipped_with_the_reason(spec: CriterionSpec, task: str) -> None:
    reason = text("No model of the notebook answers this exercise: it counts as not handed in.")
    found = replace(case(Measured(**base())), measured=None, snapshot=None, history=[], problem=reason)
    judged = kinds()[spec.kind](spec.on("mnist"), found)
    assert judged.outcome is Outcome.SKIPPED
    assert render(judged.message, "en") == render(reason, "en")
