"""A budget that is not set is not held: what is stopped beyond a limit would have been granted without it."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from grader.sandbox import Limits, choose
from grader.sandbox.conformance import budgets
from grader.sandbox.conformance.budgets import BUDGETS, Budget, overruns

#: One that a box always has; one that takes as long as it allows.
SET_BY_THE_BOX = {"budgets.descriptors", "budgets.wall"}


@pytest.fixture(scope="module")
def overrun() -> Mapping[str, str]:
    """What is granted beyond each budget where there is none."""
    unlimited = [replace(budget, limits=Limits(), within=()) for budget in BUDGETS if budget.name not in SET_BY_THE_BOX]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(budgets, "BUDGETS", unlimited)
        return dict(overruns(choose("none")))


@pytest.mark.parametrize("budget", [b for b in BUDGETS if b.name not in SET_BY_THE_BOX], ids=lambda b: b.name)
def test_what_is_stopped_beyond_a_limit_is_granted_without(overrun: Mapping[str, str], budget: Budget) -> None:
    assert overrun[budget.name] == f"{budget.beyond} {budget.use} granted"


def test_what_is_refused_within_a_limit_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    too_small = Budget("budgets.file", "file", Limits(file_size=9_000), (9_999,), 10_001)
    monkeypatch.setattr(budgets, "BUDGETS", [too_small])
    assert dict(overruns(choose("none")))["budgets.file"].startswith("9999 file refused")


def test_a_folder_is_held_to_the_block(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = Limits(folder=40 * 4096)
    exact = [Budget(f"budgets.{use}", use, limits, (39, 40), 41) for use in ("pages", "entries")]
    monkeypatch.setattr(budgets, "BUDGETS", exact)
    assert dict(overruns(choose("none"))) == {"budgets.pages": "", "budgets.entries": ""}
