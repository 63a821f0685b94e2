"""Many gradings in one process: what it holds must not grow, and a grading that is repeated must come out the same.

    python -m benchmarks.soak [--count 100] [--again 10]

Every tenth submission is hostile. After each, the process's own memory, descriptors, threads, child processes and
temporary files are counted. Then some are graded again with their seeds. Figures go to build/soak.json, also when
interrupted. Exits with 1 if something grew or a score changed.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import nbformat
import psutil
from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.classroom import Submission, classroom
from grader.cli.signals import stop_as_interrupted
from grader.grading.grade import grade
from grader.grading.options import Options

__all__ = ["main"]

_WRITTEN: Final = Path("build/soak.json")
_SECONDS: Final = 120.0  # for each notebook
#: What the later half may hold more than the earlier one, after the first fifth has loaded what is loaded once.
_GROWTH: Final = {"memory": 32.0, "descriptors": 0, "threads": 0, "children": 0, "temporary": 0}
_BARS: Final = "▁▂▃▄▅▆▇█"


@dataclass(frozen=True)
class Sample:
    """After one grading: its outcome, and what this process holds.

    Attributes:
        score: None where the grader failed.
        memory: MiB resident.
        temporary: files and folders in the folder for temporary ones.
    """

    name: str
    seed: int
    score: float | None
    seconds: float
    memory: float
    descriptors: int
    threads: int
    children: int
    temporary: int


def main() -> None:
    """Grade, sample, grade again, and say what grew."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--again", type=int, default=10)
    asked = parser.parse_args()
    stop_as_interrupted()
    samples: list[Sample] = []
    repeated: list[Sample] = []
    with tempfile.TemporaryDirectory(prefix="soak-") as name:
        folder = Path(name)
        tempfile.tempdir = str(folder / "t")  # whatever is left in there is counted
        Path(tempfile.tempdir).mkdir()
        submissions = list(classroom(asked.count))
        again = [one for one in submissions if not one.hostile][: asked.again]
        try:
            for kept, wanted, doing in ((samples, submissions, "grading"), (repeated, again, "grading again")):
                for one in track(wanted, description=doing, console=Console(stderr=True)):
                    kept.append(_graded(one, folder))
        except KeyboardInterrupt:
            Console(stderr=True).print(f"Interrupted after {len(samples) + len(repeated)} gradings.")
    faults = [*_grown(samples), *_changed(samples, repeated)]
    _write(samples, repeated, faults)
    _print(samples, repeated, faults)
    sys.exit(1 if faults else 0)


def _graded(one: Submission, folder: Path) -> Sample:
    path = folder / f"{one.name}.ipynb"
    nbformat.write(one.notebook, path)
    started = time.perf_counter()
    options = Options(folder, time_limit=_SECONDS, seed=one.seed, fresh=True)
    result = grade(path, "clase156-tarea", folder / one.name, options)
    own = psutil.Process()
    return Sample(
        name=one.name,
        seed=one.seed,
        score=result.score,
        seconds=round(time.perf_counter() - started, 2),
        memory=round(own.memory_info().rss / 2**20, 1),
        descriptors=own.num_fds(),
        threads=own.num_threads(),
        children=len(own.children(recursive=True)),
        temporary=len(list(Path(tempfile.gettempdir()).iterdir())),
    )


def _grown(samples: Sequence[Sample]) -> list[str]:
    """What the later samples hold more of at most: memory comes and goes by tens of MiB as it is given back."""
    steady = samples[len(samples) // 5 :]
    half = len(steady) // 2
    if half == 0:
        return []
    grown = {
        kind: max(getattr(s, kind) for s in steady[half:]) - max(getattr(s, kind) for s in steady[:half])
        for kind in _GROWTH
    }
    return [f"{kind} grew by {by:g}" for kind, by in grown.items() if by > _GROWTH[kind]]


def _changed(samples: Sequence[Sample], repeated: Sequence[Sample]) -> list[str]:
    first = {sample.name: sample.score for sample in samples}
    changed = [again for again in repeated if again.score != first[again.name]]
    return [f"{again.name} scored {first[again.name]} and then {again.score}" for again in changed]


def _write(samples: Sequence[Sample], repeated: Sequence[Sample], faults: Sequence[str]) -> None:
    _WRITTEN.parent.mkdir(parents=True, exist_ok=True)
    found = {"samples": list(map(asdict, samples)), "repeated": list(map(asdict, repeated)), "faults": faults}
    _WRITTEN.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def _print(samples: Sequence[Sample], repeated: Sequence[Sample], faults: Sequence[str]) -> None:
    table = Table("", "first", "last", "most", "over time", title=f"{len(samples)} gradings in one process")
    for kind in ("memory", "descriptors", "threads", "children", "temporary", "seconds"):
        values = [float(getattr(sample, kind)) for sample in samples]
        if values:
            table.add_row(kind, *(f"{value:g}" for value in (values[0], values[-1], max(values))), _drawn(values))
    console = Console()
    console.print(table)
    failed = sum(sample.score is None for sample in samples)
    console.print(f"{failed} without a score; {len(repeated)} graded again. Figures in {_WRITTEN}.")
    for fault in faults or ["Nothing grew, and no score changed."]:
        console.print(fault)


def _drawn(values: Sequence[float], width: int = 40) -> str:
    """A line of bars, from the least to the most."""
    picked = [values[i * len(values) // min(width, len(values))] for i in range(min(width, len(values)))]
    low, high = min(picked), max(picked)
    return "".join(_BARS[round(7 * (value - low) / (high - low or 1))] for value in picked)


if __name__ == "__main__":
    main()
