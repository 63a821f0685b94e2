"""Notebooks graded side by side: really run, in boxes, but too short to train anything."""

import multiprocessing
import time
from pathlib import Path

import nbformat
import pytest

from grader.assignment import find_assignment
from grader.criteria import kinds
from grader.fleet import Fleet, Job, grade_all
from grader.outcome import Status


def job(name: str, source: str) -> Job:
    cell = nbformat.v4.new_code_cell(source, id="only")
    return Job(name, nbformat.writes(nbformat.v4.new_notebook(cells=[cell])).encode())


@pytest.fixture
def fleet(tmp_path: Path) -> Fleet:
    return Fleet(find_assignment("clase156-tarea", kinds()), "clase156-tarea", tmp_path, "en")


def test_all_are_graded_and_none_twice(fleet: Fleet) -> None:
    jobs = [job("one", "print(1)"), job("two", "1 / 0")]
    first = dict(grade_all(jobs, fleet, workers=2))
    assert {one.name: result and result.score for one, result in first.items()} == {"one": 5, "two": 0}
    again = list(grade_all(jobs, fleet, workers=2))
    assert [one for one, _ in again] == jobs
    assert dict(again) == first  # to the last digit of the timings: nothing was run
    changed = job("two", "print(2)")
    ((_, result),) = grade_all([changed], fleet, workers=1)
    assert result is not None
    assert result.score == 5


def test_a_changed_rubric_and_an_unfinished_run_are_graded_again(fleet: Fleet) -> None:
    known = job("known", "print(1)")
    ((_, result),) = grade_all([known], fleet, workers=1)
    assert fleet.graded(known) == result
    stricter = fleet.assignment.model_copy(update={"version": 99})
    assert Fleet(stricter, fleet.place, fleet.out, fleet.lang).graded(known) is None
    fleet.prepare(known)
    assert fleet.graded(known) is None


def test_what_is_asked_for_afresh_is_run_again(fleet: Fleet) -> None:
    known = job("known", "print(1)")
    ((_, first),) = grade_all([known], fleet, workers=1)
    ((_, second),) = grade_all([known], fleet, workers=1, fresh=True)
    assert first is not None
    assert second is not None
    assert (first.score, first.timings) != (second.score, second.timings)


def test_a_fault_of_the_graders_is_no_grade(fleet: Fleet, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # without bubblewrap
    failing = job("failing", "print(1)")
    ((_, result),) = grade_all([failing], fleet, workers=1)
    assert result is not None
    assert result.status is Status.GRADER_ERROR
    assert fleet.graded(failing) is None


def test_a_process_without_a_result_is_told(fleet: Fleet, capfd: pytest.CaptureFixture[str]) -> None:
    lost = Fleet(fleet.assignment, "no-such-assignment", fleet.out, "en")
    ((_, result),) = grade_all([job("lost", "print(1)")], lost, workers=1)
    assert result is None
    assert "no-such-assignment" in capfd.readouterr().err


def test_leaving_early_ends_what_runs(fleet: Fleet) -> None:
    jobs = [job("long", "import time; time.sleep(600)"), job("short", "print(1)")]
    runs = grade_all(jobs, fleet, workers=2)
    first, _ = next(runs)
    assert first.name == "short"
    started = time.monotonic()
    runs.close()
    assert multiprocessing.active_children() == []
    assert time.monotonic() - started < 300  # it was interrupted, and did not sleep to its end
    assert fleet.graded(jobs[0]) is None
