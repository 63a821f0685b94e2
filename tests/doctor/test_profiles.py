"""What promises of boxes that are kept, or not, say of this machine."""

from collections.abc import Iterator
from typing import get_args

import pytest

from grader.doctor import PROFILES, Examination, examination, mend, profiles, state_of
from grader.errors import SandboxUnavailable
from grader.i18n import render, text
from grader.sandbox import Isolation, Sandbox
from grader.sandbox.conformance import Verdict

UNAVAILABLE = SandboxUnavailable(text("Boxes"), text("Disk"))
KEPT = Verdict("bubblewrap", "files.system", "")
BROKEN = Verdict("bubblewrap", "files.system", "/usr")


def refuse(anything: object) -> Iterator[Verdict]:
    raise UNAVAILABLE


def found(profile: Isolation, *verdicts: Verdict) -> Examination:
    return Examination(profile, {verdict.name: verdict for verdict in verdicts})


def test_each_profile_is_examined_and_none_is_last() -> None:
    assert {*PROFILES, "auto"} == set(get_args(Isolation))
    assert PROFILES[-1] == "none"


def test_a_box_that_keeps_its_promises_is_good() -> None:
    assert state_of([found("bubblewrap", KEPT), found("none", BROKEN)]) == "good"


def test_a_box_that_breaks_one_is_bad() -> None:
    assert state_of([found("bubblewrap", BROKEN)]) == "bad"


def test_no_box_at_all_is_bad() -> None:
    assert state_of([Examination("bubblewrap", {}, UNAVAILABLE), found("none")]) == "bad"


def test_a_broken_promise_has_its_mend() -> None:
    for name, words in (("files.system", "--isolation"), ("budgets.file", "util-linux"), ("budgets.memory", "cgroup")):
        remedy = mend(Verdict("bubblewrap", name, "something"))
        assert remedy is not None
        assert words in render(remedy, "en")
    assert mend(KEPT) is None
    assert mend(Verdict("none", "files.system", "/usr")) is None


def test_verdicts_are_told_as_they_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def examine(sandbox: Sandbox) -> Iterator[Verdict]:
        yield KEPT
        yield Verdict(sandbox.profile, "files.given", "")

    told: list[Verdict] = []
    monkeypatch.setattr(profiles, "examine", examine)
    assert list(examination("none", told.append).verdicts) == ["files.system", "files.given"]
    assert [verdict.name for verdict in told] == ["files.system", "files.given"]


def test_a_profile_that_cannot_be_had_is_told_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profiles, "choose", refuse)
    monkeypatch.setattr(profiles, "examine", refuse)
    assert examination("bubblewrap", lambda verdict: None) == Examination("bubblewrap", {}, UNAVAILABLE)


def test_a_box_that_does_not_hold_is_examined_nonetheless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profiles, "choose", refuse)
    monkeypatch.setattr(profiles, "examine", lambda sandbox: iter([BROKEN]))
    found = examination("bubblewrap", lambda verdict: None)
    assert found.unavailable is None
    assert state_of([found]) == "bad"
