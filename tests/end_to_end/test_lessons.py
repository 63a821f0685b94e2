"""Notebooks that were written from a lesson and its starter alone, without sight of this program.

All of them run in `make test-all`.
"""

from pathlib import Path

import jupytext
import nbformat
import pytest
import yaml

from grader.assignment import find_assignment
from grader.grading.grade import grade
from grader.grading.options import Options
from grader.outcome import Outcome

CORPUS = Path(__file__).parents[1] / "corpus/lessons"
CASES = [
    pytest.param(path.parent, id=str(path.parent.relative_to(CORPUS)))
    for path in sorted(CORPUS.glob("*/*/notebook.py"))
]


@pytest.mark.parametrize("case", CASES)
def test_what_is_expected_is_in_the_rubric(case: Path) -> None:
    expected = yaml.safe_load((case / "expect.yaml").read_text())
    rubric = {
        task.id: {criterion.id for criterion in task.criteria} for task in find_assignment(case.parent.name).tasks
    }
    assert set(expected.get("told", {})) <= set(rubric)
    accepted = set(rubric) if expected["accepted"] == "all" else set(expected["accepted"])
    lost = {task: set(criteria) for task, criteria in expected.get("loses", {}).items()}
    assert accepted | set(lost) == set(rubric)
    assert not accepted & set(lost)
    assert all(criteria and criteria <= rubric[task] for task, criteria in lost.items())


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_the_grade_is_right(case: Path, tmp_path: Path) -> None:
    expected = yaml.safe_load((case / "expect.yaml").read_text())
    notebook = tmp_path / f"{case.name}.ipynb"
    nbformat.write(jupytext.read(case / "notebook.py", fmt="py:percent"), notebook)
    result = grade(notebook, case.parent.name, tmp_path / "out", Options(out=tmp_path, lang="en"))
    said = "\n".join(f"{task.id}.{c.id}: {c.outcome}: {c.message}" for task in result.tasks for c in task.criteria)
    accepted = {task.id for task in result.tasks if task.accepted}
    wanted = {task.id for task in result.tasks} if expected["accepted"] == "all" else set(expected["accepted"])
    assert accepted == wanted, said
    lost = {task.id: {c.id for c in task.criteria if c.outcome is not Outcome.PASS} for task in result.tasks}
    assert all(lost[task] >= set(criteria) for task, criteria in expected.get("loses", {}).items()), said
    told = {(one.task, one.code) for one in result.diagnoses}
    wanted_told = {(task, code) for task, codes in expected.get("told", {}).items() for code in codes}
    assert told >= wanted_told, told
