"""Submissions that attack the grader: none gains anything, and each is told what became of it.

A few run in `make test`; all of them in `make test-all`. GRADER_TEST_PROFILES names the sandbox profiles to try.
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.sandbox.disk import remove
from tests.end_to_end.hostile.case import CORPUS, Case
from tests.end_to_end.hostile.grading import check, grade_case
from tests.end_to_end.hostile.table import attack_table

PROFILES = os.environ.get("GRADER_TEST_PROFILES", "bubblewrap").split(",")
CASES = Case.all("attacks")
QUICK = {"05-environments", "68-zip-submission", "72-links", "75-memory"}


def cases() -> list[Any]:
    return [
        pytest.param(case, profile, id=f"{case.name}-{profile}", marks=_marks(case))
        for profile in PROFILES
        for case in CASES
        if case.expected.only_in in (None, profile)
    ]


def _marks(case: Case) -> list[pytest.MarkDecorator]:
    marks = [] if case.name in QUICK else [pytest.mark.slow]
    return [*marks, pytest.mark.xfail(reason=case.expected.known, strict=True)] if case.expected.known else marks


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where the user of a box may pass; pytest's own folders are closed."""
    made = Path(tempfile.mkdtemp(prefix="hostile-"))
    made.chmod(0o755)
    yield made
    remove(made)


@pytest.fixture
def profile(request: pytest.FixtureRequest) -> str:
    """A sandbox profile; that without namespaces needs an interpreter it can reach."""
    if request.param == "unprivileged":
        request.getfixturevalue("passable")
    return str(request.param)


@pytest.mark.parametrize(("case", "profile"), cases(), indirect=["profile"])
def test_an_attack_gains_nothing(case: Case, profile: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result, text = grade_case(case, profile, folder, monkeypatch)
    print(f"{case.name}: {result.score} points")
    check(case, result, text)


def test_the_quick_cases_exist() -> None:
    assert {case.name for case in CASES} >= QUICK


def test_there_are_enough_attacks() -> None:
    assert len(CASES) >= 70


def test_every_attack_stands_in_the_table() -> None:
    assert attack_table(CASES) in (CORPUS / "README.md").read_text(encoding="utf-8")
