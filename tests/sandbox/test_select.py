import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.errors import SandboxUnavailable
from grader.sandbox import Isolation, Sandbox, choose
from grader.sandbox.bubblewrap import _prove_once
from grader.sandbox.unprivileged.profile import _prove_once as prove_unprivileged


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that is all of PATH."""
    _prove_once.cache_clear()
    monkeypatch.setenv("PATH", str(tmp_path))
    yield tmp_path
    _prove_once.cache_clear()


@pytest.fixture
def without_landlock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A kernel that has none, for root."""
    prove_unprivileged.cache_clear()
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr("grader.sandbox.unprivileged.enter.landlock_version", lambda: 0)
    yield
    prove_unprivileged.cache_clear()


def _refusing(programs: Path, says: str) -> None:
    program = programs / "bwrap"
    program.write_text(f"#!/bin/sh\necho '{says}' >&2\nexit 1\n")
    program.chmod(0o755)


def test_auto_is_bubblewrap(bubblewrap: Sandbox) -> None:
    assert choose("auto").profile == "bubblewrap"


@pytest.mark.usefixtures("programs")
def test_auto_without_bwrap_is_unprivileged(unprivileged: Sandbox) -> None:
    assert choose("auto").profile == "unprivileged"


@pytest.mark.usefixtures("programs", "without_landlock")
def test_auto_with_neither_names_both_reasons() -> None:
    with pytest.raises(SandboxUnavailable) as caught:
        choose("auto")
    assert "bubblewrap: " in str(caught.value)
    assert "not installed" in str(caught.value)
    assert "unprivileged: " in str(caught.value)
    assert "Landlock" in str(caught.value)


def test_none_only_when_asked_for() -> None:
    assert choose("none").profile == "none"


@pytest.mark.parametrize("name", ["auto", "bubblewrap"])
@pytest.mark.usefixtures("without_landlock")
def test_without_bwrap_says_how_to_install_it(programs: Path, name: Isolation) -> None:
    with pytest.raises(SandboxUnavailable) as caught:
        choose(name)
    assert "not installed" in str(caught.value)
    assert "apt install bubblewrap" in str(caught.value)
    assert "--isolation none" in str(caught.value)


def test_refused_by_the_kernel_says_which_setting_mends_it(programs: Path) -> None:
    _refusing(programs, "bwrap: No permissions to create new namespace")
    with pytest.raises(SandboxUnavailable) as caught:
        choose("bubblewrap")
    assert "No permissions to create new namespace" in str(caught.value)
    assert "user namespaces" in str(caught.value)


def test_too_old_says_which_version_is_needed(programs: Path) -> None:
    _refusing(programs, "bwrap: Unknown option --disable-userns")
    with pytest.raises(SandboxUnavailable) as caught:
        choose("bubblewrap")
    assert "0.8" in str(caught.value)
