"""What grading costs: `grade` on the sample submission against the bare script of the same cells.

    python -m benchmarks.overhead [--rounds N]

Both run in turn, in one go, so that the ratio holds on a noisy machine. Aim: at most 1.3 times the bare script's
wall time plus 12 s.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat
import psutil
from nbconvert.exporters import PythonExporter
from rich.console import Console
from rich.progress import track
from rich.table import Table

from grader.datasets import load

__all__ = ["main"]

SAMPLE = Path(__file__).parents[1] / "assignments" / "clase156-tarea" / "sample.ipynb"
FACTOR, EXTRA = 1.3, 12.0


@dataclass(frozen=True)
class Cost:
    """Of one run: wall time in seconds, and the largest sum of proportional set sizes of its processes in bytes."""

    wall: float
    peak: int


def measure(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """Run `command` in `folder` and measure it.

    Raises:
        RuntimeError: it failed.
    """
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    peaks = [0]
    watcher = threading.Thread(target=_watch, args=(process, peaks), daemon=True)
    watcher.start()
    said, _ = process.communicate()
    wall = time.perf_counter() - start
    watcher.join()
    if process.returncode != 0:
        raise RuntimeError(f"{command[0]} failed:\n{said.decode(errors='replace')[-3000:]}")
    return Cost(wall, max(peaks))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bare_environment = _bare_home(folder)
        (folder / "bare.py").write_text(_script())
        bare_command = [sys.executable, "bare.py"]
        grade_command = [str(Path(sys.executable).with_name("grade")), "-a", "clase156-tarea", "-o", "out", str(SAMPLE)]
        bare, graded = [], []
        for _ in track(range(rounds), description="measuring", console=Console(stderr=True)):
            bare.append(measure(bare_command, folder, bare_environment))
            graded.append(measure(grade_command, folder))
    _print(bare, graded)


def _script() -> str:
    notebook = nbformat.read(SAMPLE, as_version=4)
    return str(PythonExporter().from_notebook_node(notebook)[0])


def _bare_home(folder: Path) -> Mapping[str, str]:
    """A home whose Keras cache already holds the data, as after a first run."""
    cache = folder / "home" / ".keras" / "datasets" / "fashion-mnist"
    cache.mkdir(parents=True)
    for file in load("fashion_mnist").source.glob("*.gz"):
        (cache / file.name).symlink_to(file)
    return {**os.environ, "HOME": str(folder / "home"), "MPLBACKEND": "Agg", "CUDA_VISIBLE_DEVICES": "-1"}


def _watch(process: "subprocess.Popen[bytes]", peaks: list[int]) -> None:
    while process.poll() is None:
        try:
            root = psutil.Process(process.pid)
            peaks.append(sum(_share(p) for p in [root, *root.children(recursive=True)]))
        except psutil.NoSuchProcess:
            pass
        time.sleep(0.3)


def _share(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().pss)
    except psutil.Error:
        return 0


def _print(bare: Sequence[Cost], graded: Sequence[Cost]) -> None:
    table = Table("", "bare script", "grade", "ratio", title=f"{SAMPLE.name}, medians of {len(bare)} rounds")
    walls = [statistics.median(cost.wall for cost in costs) for costs in (bare, graded)]
    peaks = [statistics.median(cost.peak for cost in costs) / 2**20 for costs in (bare, graded)]
    ratio = statistics.median(g.wall / b.wall for b, g in zip(bare, graded, strict=True))
    table.add_row("wall time", f"{walls[0]:.1f} s", f"{walls[1]:.1f} s", f"{ratio:.2f}")
    table.add_row("peak memory", f"{peaks[0]:.0f} MiB", f"{peaks[1]:.0f} MiB", f"{peaks[1] / peaks[0]:.2f}")
    Console().print(table)
    aim = FACTOR * walls[0] + EXTRA
    Console().print(
        f"Aim: at most {FACTOR} x the bare script + {EXTRA:.0f} s = {aim:.1f} s; measured {walls[1]:.1f} s."
    )


if __name__ == "__main__":
    main()
