"""Told to stop, killed, or with a box killed or stopped by somebody else, in the middle of its work."""

import signal
import time

import pytest

from tests.faults.grading import grading

SLEEPS = "print('begun', flush=True)\nimport time\ntime.sleep(600)"
#: Stages at which nothing of a box runs, by the function that hangs.
STAGES = ("grader.intake.read:read_notebook", "grader.grading.judge:judge_task", "grader.report.html:render_html")


@pytest.mark.parametrize(
    "sent", [signal.SIGTERM, *(pytest.param(s, marks=pytest.mark.slow) for s in (signal.SIGINT, signal.SIGHUP))]
)
def test_told_to_stop_it_kills_its_box_and_exits_as_interrupted(sent: signal.Signals) -> None:
    with grading(SLEEPS) as running:
        running.until(running.in_its_cell)
        running.process.send_signal(sent)
        started = time.monotonic()
        ended = running.end()
    assert ended.code == 130, ended.stderr
    assert time.monotonic() - started < 60
    assert ended.result is not None
    assert ended.result["status"] == "grader_error"


@pytest.mark.slow
@pytest.mark.parametrize("stage", STAGES)
def test_told_to_stop_at_any_stage(stage: str) -> None:
    with grading("print(1)", fault=f"{stage}=hang") as running:
        running.until((running.out / "hanging").exists)
        running.process.send_signal(signal.SIGTERM)
        ended = running.end()
    assert ended.code == 130, ended.stderr
    assert ended.result is None or ended.result["status"] == "grader_error"


@pytest.mark.slow
def test_told_twice_it_still_cleans_up() -> None:
    with grading(SLEEPS) as running:
        running.until(running.in_its_cell)
        for _ in range(5):
            running.process.send_signal(signal.SIGTERM)
        assert running.end().code == 130


@pytest.mark.slow
def test_what_was_to_be_ignored_is() -> None:
    with grading(SLEEPS, options=("--time-limit", "6s")) as running:
        running.until(running.in_its_cell)
        running.box()[0].send_signal(signal.SIGTERM)  # which bwrap does not pass on
        assert running.end().code in (0, 3)


@pytest.mark.slow
def test_killed_it_leaves_no_process_and_a_result_without_a_score() -> None:
    with grading(SLEEPS) as running:
        running.until(running.in_its_cell)
        running.process.kill()
        ended = running.end(temporary_files=False)
    assert ended.result is not None
    assert ended.result["status"] == "grader_error"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sent", "which", "code"),
    [
        (signal.SIGKILL, 0, 3),  # nothing inside can do that
        (signal.SIGKILL, 2, 0),  # a cell can do that too
        (signal.SIGSTOP, 0, 0),
        (signal.SIGSTOP, 1, 0),
        (signal.SIGSTOP, 2, 0),
    ],
)
def test_a_box_that_somebody_kills_or_stops_ends_the_run_in_time(sent: signal.Signals, which: int, code: int) -> None:
    with grading(SLEEPS, "print(2)", options=("--time-limit", "15s")) as running:
        running.until(running.in_its_cell)
        running.box()[which].send_signal(sent)
        started = time.monotonic()
        ended = running.end()
    assert time.monotonic() - started < 15 + 5 + 30  # on a busy machine, the report takes its time
    assert ended.code == code, ended.stderr
    assert ended.result is not None
    assert ended.result["score"] == (None if code == 3 else 0)
