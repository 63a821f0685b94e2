"""`grader doctor`: one line per check, the mend below it, and an exit code that tells."""

from collections.abc import Callable

import pytest

from grader.doctor import Check, Finding, State
from grader.errors import GraderFault
from grader.i18n import text

Run = Callable[..., tuple[int, str, str]]


def fail() -> Finding:
    raise GraderFault(text("Boxes"), text("Disk"))


def crash() -> Finding:
    raise ValueError("[no] markup")


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Replaces the checks of this machine."""

    def replace(*runs: Callable[[], Finding]) -> None:
        monkeypatch.setattr("grader.doctor.CHECKS", [Check(text("Memory"), run) for run in runs])

    return replace


def found(state: State) -> Callable[[], Finding]:
    return lambda: Finding(state, text("Cores"), text("Disk") if state != "good" else None)


def test_a_machine_that_can_grade_ends_with_0(grader: Run, checks: Callable[..., None]) -> None:
    checks(found("good"), found("good"))
    code, shown, _ = grader("doctor", "--lang", "en")
    assert code == 0
    assert [line.split() for line in shown.splitlines()[:2]] == 2 * [["✓", "Memory", "Cores"]]
    assert "This machine can grade." in shown
    assert "→" not in shown


def test_a_loss_is_told_with_its_mend_and_ends_with_0(grader: Run, checks: Callable[..., None]) -> None:
    checks(found("good"), found("poor"))
    code, shown, _ = grader("doctor", "--lang", "en")
    assert code == 0
    assert shown.splitlines()[1].split() == ["!", "Memory", "Cores"]
    assert shown.splitlines()[2].split() == ["→", "Disk"]


@pytest.mark.parametrize("bad", [found("bad"), fail])
def test_what_prevents_grading_is_told_with_its_mend_and_ends_with_1(
    grader: Run, checks: Callable[..., None], bad: Callable[[], Finding]
) -> None:
    checks(bad, found("good"))
    code, shown, _ = grader("doctor", "--lang", "en")
    assert code == 1
    assert shown.splitlines()[0].startswith("✗ Memory")
    assert shown.splitlines()[1].split() == ["→", "Disk"]
    assert "cannot grade" in shown


def test_a_check_that_crashes_is_a_finding(grader: Run, checks: Callable[..., None]) -> None:
    checks(crash, found("good"))
    code, shown, _ = grader("doctor", "--lang", "en")
    assert code == 1
    assert "ValueError: [no] markup" in shown
    assert shown.splitlines()[1].startswith("✓")


def test_spanish_is_the_default(grader: Run, checks: Callable[..., None]) -> None:
    checks(found("good"))
    assert "✓ Memoria Núcleos" in grader("doctor")[1]
