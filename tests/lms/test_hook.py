"""The hook, with real gradings in a real box; the notebooks need no TensorFlow, so they take seconds."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import nbformat
import pytest

from grader.lms.hook import Hook, run_hook
from grader.lms.hooks import PLATFORMS
from grader.outcome import Status

HOOK = Hook(assignment="clase156-tarea", lang="en")


def notebook(path: Path, *cells: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells]), path)
    return path


def answered(results: Path) -> Any:
    return json.loads((results / "results.json").read_text(encoding="utf-8"))


def test_a_submission_gets_its_result_and_the_platform_its_file(tmp_path: Path) -> None:
    notebook(tmp_path / "submission" / "tarea.ipynb", "print(1)")
    notebook(tmp_path / "submission" / ".ipynb_checkpoints" / "tarea-checkpoint.ipynb", "print(1)")
    result = run_hook(tmp_path / "submission", tmp_path / "results", HOOK, PLATFORMS["gradescope"])
    assert (result.status, result.accepted) == (Status.GRADED, False)
    told = answered(tmp_path / "results")
    assert told["score"] == result.score
    assert len(told["tests"]) == len(result.tasks[0].criteria)
    assert (tmp_path / "results" / "grade" / "tarea" / "report.html").is_file()


@pytest.mark.parametrize("names", [[], ["a.ipynb", "b.ipynb"]])
def test_not_exactly_one_notebook_is_told_to_the_student(tmp_path: Path, names: list[str]) -> None:
    (tmp_path / "submission").mkdir()
    for name in names:
        notebook(tmp_path / "submission" / name, "1")
    result = run_hook(tmp_path / "submission", tmp_path / "results", HOOK, PLATFORMS["gradescope"])
    assert (result.status, result.score) == (Status.STUDENT_ERROR, 0)
    told = answered(tmp_path / "results")
    assert told["score"] == 0
    assert "exactly one notebook" in told["output"]
    assert all(name in told["output"] for name in names)


def test_a_platform_deadline_is_kept_with_an_answer_of_our_own(tmp_path: Path) -> None:
    file = notebook(tmp_path / "tarea.ipynb", "import time\ntime.sleep(600)")
    hook = Hook(assignment="clase156-tarea", lang="en", deadline=8)
    result = run_hook(file, tmp_path / "results", hook, PLATFORMS["gradescope"])
    assert result.status is Status.GRADER_ERROR
    assert "score" not in answered(tmp_path / "results")


@pytest.mark.slow
def test_a_hook_that_is_killed_leaves_no_score(tmp_path: Path) -> None:
    file = notebook(tmp_path / "tarea.ipynb", "import time\ntime.sleep(600)")
    results = tmp_path / "results"
    command = [sys.executable, "-c", "from grader.cli.main import main; main()", "hook", "-a", "clase156-tarea"]
    command += ["--for", "gradescope", "--submission", str(file), "--results", str(results)]
    process = subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL)
    end = time.monotonic() + 60
    while not (results / "grade" / "tarea" / "result.json").exists() and time.monotonic() < end:
        time.sleep(0.1)
    (grader,) = _children(process.pid)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    os.killpg(grader, signal.SIGKILL)
    assert "score" not in answered(results)


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
