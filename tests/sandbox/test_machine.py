import os
import resource
import sys
from pathlib import Path

import pytest

from grader.sandbox import Limits
from grader.sandbox.machine import PROJECT, interpreter_paths, project_paths, with_rlimits


def test_an_interpreter_is_found_through_its_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base, alias, venv = tmp_path / "base", tmp_path / "alias", tmp_path / "venv"
    for folder in (base / "bin", venv / "bin"):
        folder.mkdir(parents=True)
    (base / "bin" / "python3").touch()
    alias.symlink_to(base)
    (venv / "bin" / "python").symlink_to(alias / "bin" / "python3")
    monkeypatch.setattr(sys, "base_prefix", str(base))
    monkeypatch.setattr(sys, "prefix", str(venv))
    monkeypatch.setattr(sys, "executable", str(venv / "bin" / "python"))
    assert interpreter_paths([]) == [base, venv, alias / "bin" / "python3"]


def test_what_is_mounted_already_is_not_mounted_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "base_prefix", "/usr")
    monkeypatch.setattr(sys, "prefix", "/usr")
    monkeypatch.setattr(sys, "executable", "/usr/bin/nosuchpython")
    assert interpreter_paths([Path("/usr")]) == []


def test_the_project_is_hidden_only_where_it_would_be_seen() -> None:
    assert project_paths([Path("/nosuch")]) == []
    assert PROJECT / "grader" in project_paths([PROJECT.parent])


def test_limits_never_exceed_those_of_this_process() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    command = with_rlimits(["true"], Limits(cpu=5, file_size=7), count_threads=False)
    assert {"--cpu=5", "--fsize=7", "--core=0", f"--nofile={min(4096, hard)}"} <= set(command)
    assert not any("nproc" in part for part in command)


def test_without_prlimit_the_command_is_unchanged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    assert with_rlimits(["true"], Limits(), count_threads=True) == ["true"]
