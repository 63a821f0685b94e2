import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from grader.box.protocol import BOX_EVIDENCE, BOX_HOME
from grader.sandbox import Mount
from grader.sandbox.none import NoSandbox

Run: TypeAlias = Callable[..., subprocess.CompletedProcess[str]]
Shell: TypeAlias = Callable[..., str]


def test_finds_its_mounts_through_the_environment(tmp_path: Path, shell_in: Shell) -> None:
    seen = shell_in(NoSandbox(), 'echo mine > "$GRADER_EVIDENCE/x"', Mount(tmp_path, BOX_EVIDENCE, writable=True))
    assert seen == ""
    assert (tmp_path / "x").read_text() == "mine\n"


def test_places_paths_of_the_box_in_commands(tmp_path: Path, run_in: Run) -> None:
    (tmp_path / "data").write_text("some data")
    assert run_in(NoSandbox(), ["cat", "/input/data"], Mount(tmp_path, "/input")).stdout == "some data"


def test_has_a_home_of_its_own_with_the_datasets_in_it(tmp_path: Path, shell_in: Shell) -> None:
    (tmp_path / "data.gz").write_text("x")
    mount = Mount(tmp_path / "data.gz", f"{BOX_HOME}/.keras/datasets/d/data.gz")
    seen = shell_in(NoSandbox(), "cd ~ && touch .keras/keras.json && find . | sort", mount)
    assert seen.split() == [
        *(".", "./.keras", "./.keras/datasets", "./.keras/datasets/d"),
        *("./.keras/datasets/d/data.gz", "./.keras/keras.json", "./work"),
    ]


def test_finds_the_box_package(shell_in: Shell) -> None:
    assert shell_in(NoSandbox(), 'ls "$PYTHONPATH"') == "box\n"


def test_starts_with_a_neutral_environment(monkeypatch: pytest.MonkeyPatch, shell_in: Shell) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "hunter2")
    assert "SECRET_TOKEN" not in shell_in(NoSandbox(), "env")


def test_leaves_nothing_behind(shell_in: Shell) -> None:
    home = shell_in(NoSandbox(), "echo $HOME; ls -d $HOME").split()
    assert len(set(home)) == 1
    assert not Path(home[0]).exists()
