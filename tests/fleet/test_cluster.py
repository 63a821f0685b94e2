"""A real scheduler and real workers, each a process of its own, on this machine."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import nbformat
import pytest

from grader.errors import ClusterUnreachable
from grader.fleet import Finished, Job, Started
from grader.fleet.cluster import run_on_cluster
from grader.grading.options import Options
from grader.outcome import Status
from grader.submissions import Submission

ROOT = Path(__file__).parents[2]
TASK = "clase156-tarea"


class Cluster:
    """Its processes; all are gone in the end."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.file = folder / "scheduler.json"
        self._folder = folder
        self._stack = stack
        self._start("scheduler", "--port", "0", "--scheduler-file", str(self.file), "--no-dashboard")
        end = time.monotonic() + 60
        while not self.file.exists() and time.monotonic() < end:
            time.sleep(0.1)

    def worker(self) -> "subprocess.Popen[bytes]":
        place = ("--local-directory", str(self._folder), "--no-dashboard", "--no-nanny", "--nthreads", "1")
        return self._start("worker", "--scheduler-file", str(self.file), *place)

    def _start(self, role: str, *arguments: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "dask", role, "--host", "127.0.0.1", *arguments]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        self._stack.callback(process.wait)
        self._stack.callback(process.kill)
        return process


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    with ExitStack() as stack:
        yield Cluster(tmp_path, stack)


def job(folder: Path, name: str, *cells: str) -> Job:
    path = folder / f"{name}.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells]), path)
    return Job(Submission(name=name, student=name, id=None, path=path, file=path.name), TASK, folder / "out" / name)


def test_a_cluster_leaves_what_a_run_here_leaves(tmp_path: Path, cluster: Cluster) -> None:
    cluster.worker()
    good = job(tmp_path, "ana", "print(1)")
    broken = job(tmp_path, "bruno")
    broken.submission.path.write_text("no notebook")  # type: ignore[union-attr]
    options = Options(out=tmp_path / "out", lang="en")
    events = list(run_on_cluster([good, broken], options, str(cluster.file)))
    results = {event.job.name: event.result for event in events if isinstance(event, Finished)}
    assert {name: result.status for name, result in results.items()} == {
        "ana": Status.GRADED,
        "bruno": Status.STUDENT_ERROR,
    }
    assert results["ana"].submission.student == "ana"
    for name in ("result.json", "report.html", "evidence/executed.ipynb"):
        assert (tmp_path / "out" / "ana" / name).is_file()
    assert {event.job.name for event in events if isinstance(event, Started)} == {"ana", "bruno"}
    again = list(run_on_cluster([good, broken], options, str(cluster.file)))
    assert [type(event) for event in again] == [Finished, Finished]  # nothing was sent there again


@pytest.mark.slow
def test_a_lost_worker_costs_nothing_but_time(tmp_path: Path, cluster: Cluster) -> None:
    victim = cluster.worker()
    jobs = [job(tmp_path, f"s{n}", "import time", "time.sleep(4)") for n in range(4)]
    finished: list[Finished] = []
    for event in run_on_cluster(jobs, Options(out=tmp_path / "out", lang="en"), str(cluster.file)):
        if isinstance(event, Finished):
            finished.append(event)
            if len(finished) == 1:
                cluster.worker()
                os.kill(victim.pid, signal.SIGKILL)
    assert sorted(event.job.name for event in finished) == [job.name for job in jobs]  # each once
    assert {event.result.status for event in finished} == {Status.GRADED}


@pytest.mark.slow
def test_nobody_answers(tmp_path: Path) -> None:
    with pytest.raises(ClusterUnreachable, match="No scheduler answers"):
        list(run_on_cluster([], Options(out=tmp_path), "tcp://127.0.0.1:1"))
