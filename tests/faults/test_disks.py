"""Full disks, folders that cannot be written, files that are cut or vanish, and programs that are not there."""

import contextlib
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.grading import grading

MIB = 2**20


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """A disk of so many bytes."""
    mounted: list[Path] = []

    def mount(size: int) -> Path:
        folder = tmp_path / "disk"
        folder.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")
        mounted.append(folder)
        return folder

    yield mount
    for folder in mounted:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.slow
def test_a_full_disk_is_told_before_anything_runs(small_disk: Callable[[int], Path]) -> None:
    with grading("print(1)", out=small_disk(MIB)) as running:
        ended = running.end()
    assert ended.code == 3
    assert ended.result is not None
    assert "full" in ended.result["message"]


@pytest.mark.slow
def test_a_disk_that_fills_up_during_the_run_is_no_score(small_disk: Callable[[int], Path]) -> None:
    disk = small_disk(24 * MIB)
    with grading("import time\ntime.sleep(8)", out=disk) as running:
        running.until(running.in_its_cell)
        _fill(disk / "other")
        ended = running.end()
    assert ended.without_score, ended


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(2**16))


@pytest.mark.slow
def test_a_full_disk_for_temporary_files_gives_the_right_grade_or_none(small_disk: Callable[[int], Path]) -> None:
    disk = small_disk(4096)
    _fill(disk / "other")
    with grading("print(1)", TMPDIR=str(disk)) as running:
        ended = running.end()
    assert ended.without_score or ended.right, ended


@pytest.mark.slow
def test_a_folder_on_a_disk_that_cannot_be_written_is_usage(small_disk: Callable[[int], Path]) -> None:
    disk = small_disk(MIB)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    with grading("print(1)", out=disk) as running:
        ended = running.end()
    assert ended.code == 2
    assert "cannot be written" in ended.stderr
    assert ended.result is None


@pytest.mark.slow
@pytest.mark.parametrize("name", ["report.html", "result.json"])
def test_a_folder_in_the_place_of_a_file_does_not_lose_the_grade_unseen(name: str, tmp_path: Path) -> None:
    (tmp_path / "x" / name).mkdir(parents=True)
    with grading("print(1)", out=tmp_path) as running:
        ended = running.end()
    assert ended.code == (0 if name == "report.html" else 2), ended.stderr
    if name == "report.html":
        assert ended.right
        assert ended.result is not None
        assert [one["code"] for one in ended.result["diagnoses"]] == ["no-report"]


@pytest.mark.parametrize("fault", ["defect", pytest.param("enospc", marks=pytest.mark.slow)])
def test_a_report_that_cannot_be_made_does_not_lose_the_grade(fault: str) -> None:
    with grading("print(1)", fault=f"grader.report.html:render_html={fault}") as running:
        ended = running.end()
    assert ended.right, ended
    assert ended.result is not None
    assert [one["code"] for one in ended.result["diagnoses"]] == ["no-report"]


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["vanish=0000.json", "cut=0000.json", "vanish=session.json", "cut=session.json"])
def test_evidence_that_is_cut_or_vanishes_gives_no_more_than_before(fault: str) -> None:
    with grading("print(1)", fault=f"grader.grading.candidates:candidates={fault}") as running:
        ended = running.end()
    assert ended.code == 0, ended.stderr
    assert ended.result is not None
    assert ended.result["score"] <= 5


@pytest.mark.slow
def test_without_bubblewrap_nothing_is_graded(tmp_path: Path) -> None:
    with grading("print(1)", PATH=_only(tmp_path, "prlimit", "sh")) as running:
        ended = running.end()
    assert ended.code == 3
    assert ended.result is not None
    assert "bubblewrap" in ended.result["message"]


@pytest.mark.slow
def test_without_prlimit_the_grade_is_the_same(tmp_path: Path) -> None:
    with grading("print(1)", PATH=_only(tmp_path, "bwrap", "sh")) as running:
        ended = running.end()
    assert ended.without_score or ended.right, ended


def _only(folder: Path, *programs: str) -> str:
    """A PATH with these programs and no others."""
    for name in programs:
        found = shutil.which(name)
        assert found is not None
        (folder / name).symlink_to(found)
    return str(folder)
