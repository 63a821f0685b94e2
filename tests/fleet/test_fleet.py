"""Notebooks graded side by side: really run, in boxes, but too short to train anything."""

import contextlib
import multiprocessing
import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

import nbformat
import psutil
import pytest

from grader.fleet import Finished, Job, Progress, Started, run_jobs
from grader.grading.options import Options
from grader.outcome import Status
from grader.submissions import Submission

MAX = {"workers": 2}


@pytest.fixture(autouse=True)
def cold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Notebooks that import nothing need no process that has imported everything."""
    monkeypatch.setenv("GRADER_COLD", "1")


@pytest.fixture
def options(tmp_path: Path) -> Options:
    return Options(tmp_path / "out", "en")


def job(options: Options, name: str, source: str, assignment: str | None = "clase156-tarea") -> Job:
    path = options.out.parent / f"{name}.ipynb"
    cell = nbformat.v4.new_code_cell(source, id="only")
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
    return Job(Submission(name, name, None, path, path.name), assignment, options.out / name)


def finished(jobs: Sequence[Job], options: Options) -> dict[str, Finished]:
    return {one.job.name: one for one in run_jobs(jobs, options, workers=2) if isinstance(one, Finished)}


def test_all_are_graded_and_none_twice(options: Options) -> None:
    jobs = [job(options, "one", "print(1)"), job(options, "two", "1 / 0")]
    first = finished(jobs, options)
    assert {name: one.result.score for name, one in first.items()} == {"one": 5, "two": 0}
    assert first["one"].result.submission.student == "one"
    assert finished(jobs, options) == first  # to the last digit of the timings: nothing was run
    changed = finished([job(options, "two", "print(2)")], options)
    assert changed["two"].result.score == 5
    result = options.out / "one" / "result.json"
    result.write_text(result.read_text().replace('"score": 5.0', '"score": 100.0', 1))
    assert finished(jobs[:1], options)["one"].result.score == 5  # what was changed by hand is not believed


def test_what_happens_is_told(options: Options) -> None:
    events = list(run_jobs([job(options, "one", "print(1)")], options, workers=1))
    assert isinstance(events[0], Started)
    assert isinstance(events[-1], Finished)
    stages = [event.stage.msgid for event in events if isinstance(event, Progress)]
    assert any("cells" in stage for stage in stages)


def test_a_fault_of_the_graders_is_no_grade(options: Options, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    failing = [job(options, "failing", "print(1)")]
    with monkeypatch.context() as patched:
        patched.setenv("PATH", str(tmp_path))  # without bubblewrap
        assert finished(failing, options)["failing"].result.status is Status.GRADER_ERROR
    assert finished(failing, options)["failing"].result.status is Status.GRADED


def test_an_unclear_assignment_is_that_ones_alone(options: Options) -> None:
    jobs = [job(options, "unclear", "print(1)", assignment=None), job(options, "clear", "print(1)")]
    done = finished(jobs, options)
    assert done["unclear"].usage
    assert done["unclear"].result.score is None
    assert "-a" in (done["unclear"].result.message or "")
    assert "unclear.ipynb" in (done["unclear"].result.message or "")
    assert done["clear"].result.score == 5


def test_a_process_that_is_killed_costs_its_own_job_only(options: Options) -> None:
    jobs = [job(options, "killed", "import time; time.sleep(600)"), job(options, "next", "print(1)")]
    done: dict[str, Finished] = {}
    for event in run_jobs(jobs, options, workers=1):
        if isinstance(event, Progress) and event.job.name == "killed" and "cells" in event.stage.msgid:
            _kill_workers()
        if isinstance(event, Finished):
            done[event.job.name] = event
    assert done["killed"].result.status is Status.GRADER_ERROR
    assert "signal 9" in (done["killed"].result.message or "")
    assert done["next"].result.score == 5


def _kill_workers() -> None:
    for child in multiprocessing.active_children():
        with contextlib.suppress(ProcessLookupError):
            os.kill(child.pid or 0, signal.SIGKILL)


def test_leaving_early_ends_what_runs(options: Options) -> None:
    jobs = [job(options, "long", "import time; time.sleep(600)"), job(options, "short", "print(1)")]
    events = run_jobs(jobs, options, workers=2)
    first = next(event for event in events if isinstance(event, Finished))
    assert first.job.name == "short"
    started = time.monotonic()
    events.close()
    assert multiprocessing.active_children() == []
    assert time.monotonic() - started < 300  # it was interrupted, and did not sleep to its end
    assert not [one for one in psutil.process_iter(["cmdline"]) if str(options.out) in str(one.info["cmdline"])]
    assert finished(jobs[1:], options)["short"].result.score == 5


@pytest.mark.slow
def test_a_class_starts_warm(
    options: Options, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("GRADER_COLD")
    before = _servers()
    jobs = [job(options, name, "import sys; assert 'keras' in sys.modules") for name in ("one", "two")]
    assert {name: one.result.score for name, one in finished(jobs, options).items()} == {"one": 5, "two": 5}
    assert capfd.readouterr().err == ""
    assert _servers() == before


def _servers() -> set[int]:
    return {
        process.pid for process in psutil.process_iter(["cmdline"]) if "box.zygote" in (process.info["cmdline"] or [])
    }
