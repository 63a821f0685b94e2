"""Submissions that do nothing: they score nothing for a model. All but the cheapest run in `make test-all`."""

from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.hostile.case import Case
from tests.end_to_end.hostile.grading import check, grade_case

CASES = Case.all("null")
QUICK = {"01-empty", "04-comments"}


def cases() -> list[Any]:
    return [pytest.param(case, id=case.name, marks=[] if case.name in QUICK else pytest.mark.slow) for case in CASES]


@pytest.mark.parametrize("case", cases())
def test_nothing_earns_nothing(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result, text = grade_case(case, "bubblewrap", tmp_path, monkeypatch)
    print(f"{case.name}: {result.score} points")
    check(case, result, text)


def test_the_quick_cases_exist() -> None:
    assert {case.name for case in CASES} >= QUICK


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 5
