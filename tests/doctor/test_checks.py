"""What each check says of this machine, and of one that lacks what it looks for."""

from pathlib import Path
from typing import Any

import psutil
import pytest

from grader.doctor import CHECKS, boxes, content, machine, software
from grader.errors import InvalidAssignment, MissingDataset, SandboxUnavailable, UnknownAssignment
from grader.i18n import render
from grader.sandbox import Sandbox
from grader.sandbox.bubblewrap import _prove_once
from grader.sandbox.unprivileged.profile import _prove_once as prove_unprivileged


def said(finding: Any) -> str:
    return render(finding.found, "en")


def mend(finding: Any) -> str:
    return render(finding.mend, "en")


def test_every_check_has_a_name_of_its_own() -> None:
    for lang in ("en", "es"):
        assert len({render(check.title, lang) for check in CHECKS}) == len(CHECKS)


def test_this_python_will_do() -> None:
    assert software.python().state == "good"


def test_an_old_python_will_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(software.sys, "version_info", (3, 10, 1, "final", 0))
    found = software.python()
    assert found.state == "bad"
    assert "3.11" in mend(found)


@pytest.fixture
def imported(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Another program in the place of TensorFlow's import."""

    def replace(script: str) -> None:
        monkeypatch.setattr(software, "_SCRIPT", script)

    return replace


def test_tensorflow_is_told_by_its_version(imported: Any) -> None:
    imported("print('noise'); print('2.99.0', '3.98.0')")
    found = software.tensorflow()
    assert found.state == "good"
    assert said(found).startswith("2.99.0 with Keras 3.98.0")


def test_a_missing_tensorflow_is_told_by_its_error(imported: Any) -> None:
    imported("import no_such_module")
    found = software.tensorflow()
    assert found.state == "bad"
    assert "No module named 'no_such_module'" in said(found)
    assert "pip install" in mend(found)


def test_an_import_that_crashes_is_told_by_its_signal(imported: Any) -> None:
    imported("import os, signal; os.kill(os.getpid(), signal.SIGILL)")
    found = software.tensorflow()
    assert found.state == "bad"
    assert "signal 4" in said(found)
    assert "AVX" in mend(found)


def test_an_import_that_hangs_is_ended(imported: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(software, "_SECONDS", 0.5)
    imported("import time; time.sleep(600)")
    found = software.tensorflow()
    assert found.state == "bad"
    assert "within" in said(found)


def test_missing_libraries_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = ["click>=8", 'pytest; extra == "notebooks"', 'no-such-package>=1; extra == "notebooks"']
    monkeypatch.setattr(software, "requires", lambda package: wanted)
    found = software.libraries()
    assert found.state == "poor"
    assert "missing: no-such-package;" in said(found)
    assert mend(found).endswith("-m pip install no-such-package`")


def test_the_libraries_of_students_are_known() -> None:
    assert software.libraries().state in ("good", "poor")
    assert "all 0" not in said(software.libraries())


def test_a_missing_dot_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    found = software.graphviz()
    assert found.state == "poor"
    assert "missing: dot" in said(found)
    assert "graphviz" in mend(found)


def test_boxes_that_cannot_be_made_prevent_grading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.sandbox.bubblewrap._prove_once", _prove_once.__wrapped__)  # proved before, maybe
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr("grader.sandbox.unprivileged.profile._prove_once", prove_unprivileged.__wrapped__)
    monkeypatch.setattr("grader.sandbox.unprivileged.enter.landlock_version", lambda: 0)
    with pytest.raises(SandboxUnavailable, match="bubblewrap"):
        boxes.boxes()


def test_each_profile_is_told(unprivileged: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.sandbox.bubblewrap._prove_once", _prove_once.__wrapped__)
    monkeypatch.setenv("PATH", "/nowhere")
    assert boxes.boxes().state == "good"
    assert "bubblewrap cannot be had here" in said(boxes.boxes())
    assert "unprivileged: the self-check found every wall closed" in said(boxes.boxes())


def test_control_groups_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert boxes.fork_bombs().state in ("good", "poor")
    monkeypatch.setattr("grader.sandbox.cgroup._ROOT", tmp_path / "nothing")
    assert boxes.fork_bombs().state == "poor"


def test_warm_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert boxes.warm_start().state in ("good", "poor")
    monkeypatch.setenv("PATH", "/nowhere")
    found = boxes.warm_start()
    assert found.state == "poor"
    assert "nsenter" in said(found)
    assert "util-linux" in mend(found)


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine without datasets."""
    for name in ("_DEBIAN", "_BESIDE_CHECKOUT"):
        monkeypatch.setattr(f"grader.datasets.places.{name}", tmp_path)
    monkeypatch.setenv("GRADER_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))


@pytest.mark.usefixtures("bare")
def test_a_missing_mnist_has_its_stand_in() -> None:
    found = content.dataset("mnist")
    assert found.state == "poor"
    assert "stand-in" in said(found)
    assert "grader data --fetch mnist" in mend(found)
    assert content.dataset("digits").state == "good"


@pytest.mark.usefixtures("bare")
def test_a_missing_fashion_mnist_prevents_grading() -> None:
    with pytest.raises(MissingDataset, match="apt install"):
        content.dataset("fashion_mnist")


@pytest.mark.usefixtures("bare")
def test_a_damaged_mnist_prevents_grading(tmp_path: Path) -> None:
    (tmp_path / "mnist.npz").write_bytes(b"damaged")
    with pytest.raises(MissingDataset, match="cannot be read"):
        content.dataset("mnist")


def test_assignments_are_read() -> None:
    found = content.assignments()
    assert found.state == "good"
    assert "clase156-tarea" in said(found)


def test_an_assignment_with_a_mistake_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "assignment.yaml").write_text("name: broken\n")
    monkeypatch.setenv("GRADER_ASSIGNMENTS_DIR", str(tmp_path))
    with pytest.raises(InvalidAssignment, match="broken"):
        content.assignments()


def test_no_assignment_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "available_assignments", list)
    with pytest.raises(UnknownAssignment, match="GRADER_ASSIGNMENTS_DIR"):
        content.assignments()


GIB = 2**30


@pytest.mark.parametrize(
    ("total", "available", "limit", "state"),
    [
        (16 * GIB, 8 * GIB, None, "good"),
        (16 * GIB, GIB, None, "poor"),
        (1.5 * GIB, GIB, None, "bad"),
        (16 * GIB, 8 * GIB, 0.75 * GIB, "bad"),
        (16 * GIB, 8 * GIB, 4 * GIB, "good"),
    ],
)
def test_memory_is_held_against_what_a_notebook_takes(
    monkeypatch: pytest.MonkeyPatch, total: float, available: float, limit: float | None, state: str
) -> None:
    whole = psutil.virtual_memory()._replace(total=int(total), available=int(available))
    monkeypatch.setattr(machine.psutil, "virtual_memory", lambda: whole)
    monkeypatch.setattr(machine, "memory_limit", lambda: limit)
    found = machine.memory()
    assert found.state == state
    assert (found.mend is None) == (state == "good")
    assert ("control group" in said(found)) == (limit is not None)


@pytest.mark.parametrize(("limit", "state", "shown"), [(0.5, "poor", "0.5 of one"), (1.0, "good", "1")])
def test_half_a_core_is_told(monkeypatch: pytest.MonkeyPatch, limit: float, state: str, shown: str) -> None:
    monkeypatch.setattr(machine, "processor_limit", lambda: limit)
    found = machine.cores()
    assert (found.state, said(found)[: len(shown)]) == (state, shown)


def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    usage = machine.shutil.disk_usage("/")._replace(free=10_000_000)
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda path: usage)
    found = machine.disk()
    assert found.state == "poor"
    assert "-o" in mend(found)
