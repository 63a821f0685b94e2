"""Grades one case through the real pipeline and holds the outcome against what is expected of it."""

import tempfile
from collections.abc import Set
from contextlib import nullcontext
from pathlib import Path

import psutil
import pytest
import yaml

from grader.grading.grade import grade
from grader.grading.options import Options
from grader.outcome import Outcome
from grader.result import Result
from tests.end_to_end.hostile.aftermath import deceptions, said, strict_result, survivors
from tests.end_to_end.hostile.canaries import ROOT, Canaries, planted
from tests.end_to_end.hostile.case import Case
from tests.end_to_end.hostile.guard import guarded

_FILES = {"graded.sha256", "report.html", "result.json", "annotated.html", "annotated.ipynb", "evidence"}
Graded = tuple[Result, str]


def grade_case(case: Case, profile: str, folder: Path, patch: pytest.MonkeyPatch) -> Graded:
    """Grade `case` in `folder` and check that the world is as it was; gives the result and all that was said."""
    (folder / "tmp").mkdir()
    patch.setenv("TMPDIR", str(folder / "tmp"))
    patch.setattr(tempfile, "tempdir", None)
    with planted(folder / "out") as canaries, guarded() if case.expected.guarded else nullcontext():
        notebook = folder / case.expected.file
        notebook.write_bytes(case.submission(canaries.facts))
        own, asked = folder / "out" / "own", _assignment(case, folder / "assignment")
        options = Options(out=folder / "out", lang="en", isolation=profile)  # type: ignore[arg-type]
        before = set(psutil.Process().children(recursive=True))
        result = grade(notebook, asked, own, options)
        _check_world(canaries, folder, own, before)
    pages = [page.read_text(encoding="utf-8") for page in sorted(own.glob("*.html"))]
    assert strict_result(own) == result
    assert deceptions(result, pages) == []
    assert not [text for text in case.expected.never if text in "".join(pages) + result.to_json()]
    return result, said(result, own)


def _check_world(canaries: Canaries, folder: Path, own: Path, before: Set[psutil.Process]) -> None:
    assert survivors(folder, before) == []
    assert canaries.found_in(own) == []
    assert canaries.dropped() == []
    assert not canaries.called()
    assert {path.name for path in (folder / "out").iterdir()} - {".store"} == {"neighbour", "own"}
    assert {"report.html", "result.json"} <= {path.name for path in own.iterdir()} <= _FILES
    left = {path.name.rpartition("-")[0] for path in (folder / "tmp").glob("grader*")}
    assert left <= {"grader-filter"}  # of the system calls: one for the whole process


def _assignment(case: Case, folder: Path) -> str:
    """The homework with the limits that keep the case quick."""
    content = yaml.safe_load((ROOT / "assignments/clase156-tarea/assignment.yaml").read_text(encoding="utf-8"))
    content["limits"] = {"wall": 120, **case.expected.limits}
    folder.mkdir()
    (folder / "assignment.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
    return str(folder)


def check(case: Case, result: Result, text: str) -> None:
    """Hold a result against the case's `expect.yaml`."""
    expected = case.expected
    criteria = [criterion for task in result.tasks for criterion in task.criteria]
    won = {criterion.id for criterion in criteria if criterion.points > 0}
    passed = {criterion.id for criterion in criteria if criterion.outcome is Outcome.PASS}
    assert result.status == expected.status, text
    assert not result.accepted, text
    assert result.score is not None
    assert result.score <= expected.max_score, text
    assert expected.may_have is None or won <= expected.may_have, text
    assert not passed & expected.loses, text
    says = expected.instead.get(result.isolation.profile, expected.says)
    assert all(part in text for part in says), text
    assert expected.ends is None or f"run: {expected.ends}\n" in text, text
