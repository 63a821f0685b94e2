"""What scheduling costs: a thousand submissions that cannot be read, so that nothing runs, here and on a Dask cluster.

    python -m benchmarks.scheduler [--count 1000] [--jobs 2]

The same files with the same number of processes, in one run. The first row is what one result takes by itself: reading
the file, judging, and writing `result.json` and the report; what the others add to it is the scheduler's.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from benchmarks.cost import Cost, measure
from benchmarks.overhead import GRADE

__all__ = ["main"]

_STARTUP: Final = 60.0  # seconds that a scheduler may take
_SERIAL: Final = (
    "import pathlib, sys\n"
    "from grader.grading.grade import grade\n"
    "from grader.grading.options import Options\n"
    "for path in sorted(pathlib.Path(sys.argv[1]).glob('*.ipynb')):\n"
    "    grade(path, 'clase156-tarea', pathlib.Path(sys.argv[2], path.stem), Options(pathlib.Path(sys.argv[2])))\n"
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _handed_in(folder / "class", asked.count)
        batch = [*GRADE, "class", "-a", "clase156-tarea"]
        costs = {"one process, no scheduler": measure([sys.executable, "-c", _SERIAL, "class", "serial"], folder)}
        costs[f"grade -j {asked.jobs}"] = measure([*batch, "-o", "local", "-j", str(asked.jobs)], folder)
        costs["the same again"] = measure([*batch, "-o", "local", "-j", str(asked.jobs)], folder)
        with _cluster(folder, asked.jobs) as scheduler:
            costs[f"--cluster, {asked.jobs} workers"] = measure([*batch, "-o", "far", "--cluster", scheduler], folder)
        _print(costs, asked.count)


def _handed_in(folder: Path, count: int) -> None:
    folder.mkdir()
    for number in range(count):
        (folder / f"student-{number:04d}.ipynb").write_text(f'{{"cells": [{number}')


@contextmanager
def _cluster(folder: Path, workers: int) -> Iterator[str]:
    """A scheduler with so many workers of one thread, each a process; yields the path of its file."""
    file = folder / "scheduler.json"
    with ExitStack() as stack:
        _start(stack, "scheduler", "--port", "0", "--scheduler-file", str(file), "--no-dashboard")
        end = time.monotonic() + _STARTUP
        while not file.exists() and time.monotonic() < end:
            time.sleep(0.1)
        for _ in range(workers):
            place = ("--local-directory", str(folder), "--no-dashboard", "--no-nanny", "--nthreads", "1")
            _start(stack, "worker", "--scheduler-file", str(file), *place)
        yield str(file)


def _start(stack: ExitStack, role: str, *arguments: str) -> None:
    command = [sys.executable, "-m", "dask", role, "--host", "127.0.0.1", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    stack.callback(process.wait)
    stack.callback(process.kill)


def _print(costs: dict[str, Cost], count: int) -> None:
    table = Table("", "wall each", "cpu each", "in all", title=f"{count} submissions that cannot be read")
    for way, cost in costs.items():
        row = (f"{1e3 * cost.wall / count:.1f} ms", f"{1e3 * cost.cpu / count:.1f} ms", f"{cost.wall:.1f} s")
        table.add_row(way, *row)
    console = Console()
    console.print(table)
    console.print("Workers of the cluster are other processes: their processor time is not in its row.")


if __name__ == "__main__":
    main()
