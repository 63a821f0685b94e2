"""Whole notebooks, really run and graded: honest ones in many styles, and wrong ones.

All of them run in `make test-all`.
"""

from pathlib import Path
from typing import Any

import jupytext
import nbformat
import pytest
import yaml

from grader.grading.grade import grade
from grader.grading.options import Options
from grader.outcome import Outcome
from grader.result import Result

CORPUS = Path(__file__).parents[1] / "corpus"
CASES = sorted(path.parent for kind in ("honest", "wrong") for path in CORPUS.glob(f"{kind}/*/notebook.py"))


def cases() -> list[Any]:
    return [pytest.param(case, id=f"{case.parent.name}/{case.name}") for case in CASES]


def graded(case: Path, folder: Path) -> Result:
    notebook = folder / f"{case.name}.ipynb"
    nbformat.write(jupytext.read(case / "notebook.py", fmt="py:percent"), notebook)
    return grade(notebook, "clase156-tarea", folder / "out", Options(out=folder, lang="en"))


@pytest.mark.slow
@pytest.mark.parametrize("case", cases())
def test_the_grade_is_right(case: Path, tmp_path: Path) -> None:
    expected = yaml.safe_load((case / "expect.yaml").read_text())
    result = graded(case, tmp_path)
    criteria = {criterion.id: criterion for task in result.tasks for criterion in task.criteria}
    lost = {name for name, criterion in criteria.items() if criterion.outcome is not Outcome.PASS}
    said = "\n".join(f"{c.outcome}: {c.id}: {c.message}" for c in criteria.values()) or result.message
    assert result.status == expected.get("status", "graded"), said
    assert result.accepted == expected["accepted"], said
    assert lost >= set(expected.get("loses", [])), said
    assert not lost & set(expected.get("keeps", [])), said
    assert result.score is not None
    assert result.score >= expected.get("min_score", 0), said


def test_there_are_enough_cases() -> None:
    assert len([case for case in CASES if case.parent.name == "honest"]) >= 12
    assert len([case for case in CASES if case.parent.name == "wrong"]) >= 10
