"""`grader doctor --boxes`: the table of promises, what is broken with its mend, and an exit code that tells."""

from collections.abc import Callable

import pytest

from grader.doctor import Examination
from grader.errors import SandboxUnavailable
from grader.i18n import text
from grader.sandbox import Isolation
from grader.sandbox.conformance import PROMISES, Verdict

Run = Callable[..., tuple[int, str, str]]
Given = Callable[..., None]


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Given:
    """Two profiles that keep all promises, but for what is told."""

    def replace(*gained: tuple[str, str], unavailable: SandboxUnavailable | None = None) -> None:
        def examination(profile: Isolation, tell: object) -> Examination:
            if profile == "bubblewrap" and unavailable is not None:
                return Examination(profile, {}, unavailable)
            gains = dict(gained) if profile == "bubblewrap" else {}
            return Examination(profile, {name: Verdict(profile, name, gains.get(name, "")) for name in PROMISES})

        monkeypatch.setattr("grader.doctor.PROFILES", ["bubblewrap", "none"])
        monkeypatch.setattr("grader.doctor.examination", examination)

    return replace


def test_kept_promises_end_with_0(grader: Run, given: Given) -> None:
    given()
    code, shown, _ = grader("doctor", "--boxes", "--lang", "en")
    assert code == 0
    line = next(line for line in shown.splitlines() if line.startswith("files.system"))
    assert line.split()[-2:] == ["✓", "+"]
    assert all(name in shown for name in PROMISES)
    assert "This machine can grade." in shown


def test_a_broken_promise_is_told_with_its_mend_and_ends_with_1(grader: Run, given: Given) -> None:
    given(("files.system", "[/usr]"))
    code, shown, _ = grader("doctor", "--boxes", "--lang", "en")
    assert code == 1
    lines = shown.splitlines()
    place = lines.index("✗ bubblewrap: files.system: [/usr]")
    assert lines[place + 1].startswith("  → Grade with another profile")
    assert "cannot grade" in shown


def test_a_profile_that_cannot_be_had_is_told(grader: Run, given: Given) -> None:
    given(unavailable=SandboxUnavailable(text("Boxes"), text("Disk")))
    code, shown, _ = grader("doctor", "--boxes", "--lang", "en")
    assert code == 1
    assert "! bubblewrap: Boxes Disk" in shown


def test_an_attack_that_fails_without_a_box_proves_nothing(grader: Run, given: Given) -> None:
    given()
    shown = " ".join(grader("doctor", "--boxes", "--lang", "en")[1].split())
    assert "+ none: network.ipv6: this attack fails here without a box too" in shown
    assert "leavings.files: this attack" not in shown


def test_speaks_spanish(grader: Run, given: Given) -> None:
    given()
    assert "el sistema y Python son de solo lectura" in grader("doctor", "--boxes")[1]


@pytest.mark.slow
def test_this_machine(grader: Run) -> None:
    code, shown, _ = grader("doctor", "--boxes", "--lang", "en")
    assert (code == 0) == ("✗" not in shown.split("✓ kept, ✗ broken")[0])
