"""What runs in a box: it needs nothing of ours, and it sees what it looks for where that is not stopped."""

import ast
import os
import resource
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.sandbox.conformance import inside
from grader.sandbox.conformance.inside import surroundings

CANARY = "CANARY-0123456789abcdef"
MODULES = sorted(Path(inside.__file__).parent.glob("*.py"))


@pytest.mark.parametrize("path", [*MODULES, Path(inside.__file__).parents[1] / "stand_in.py"], ids=lambda p: p.name)
def test_imports_the_standard_library_only(path: Path) -> None:
    assert set(_imported(path)) <= sys.stdlib_module_names


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.split(".")[0]


def test_sees_a_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANYTHING", CANARY)
    assert surroundings.variables({}) == CANARY


def test_sees_a_descriptor(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(CANARY)
    with (tmp_path / "secret").open():
        assert surroundings.descriptors({}) == CANARY
    assert surroundings.descriptors({}) == ""


def test_misses_a_folder_that_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/proc/self")
    assert "/proc/self" in surroundings.scratch({})
    assert "/tmp" not in surroundings.scratch({})


def test_sees_a_large_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    large = os.statvfs_result((4096, 4096, 2**20, 0, 0, 0, 0, 0, 0, 255))
    monkeypatch.setattr(os, "statvfs", lambda path: large)
    assert "/dev/shm" in surroundings.bounded_scratch({})


def test_sees_core_dumps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda kind: (0, 4096))
    assert surroundings.core_dumps({}) == "4096"
