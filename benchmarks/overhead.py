"""What grading costs: `grade` on the sample submission, against other ways to run the same notebook.

    python -m benchmarks.overhead [--rounds N]

Against the bare script of its cells, `jupyter nbconvert --execute` and, where the variable GRADER_NBGRADER names that
program, `nbgrader autograde`. All run in turn, in one go, so that ratios hold on a noisy machine. Aims: at most 1.3
times the bare script's wall time plus 12 s, and less than nbgrader although the model is measured and reported.
"""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.cost import Cost, measure
from benchmarks.rivals import bare_script, home, nbconvert, nbgrader, nbgrader_course

__all__ = ["GRADE", "SAMPLE", "main"]

SAMPLE = Path(__file__).parents[1] / "assignments" / "clase156-tarea" / "sample.ipynb"
FACTOR, EXTRA = 1.3, 12.0
GRADE = (sys.executable, "-c", "from grader.cli.grade import main; main()")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    costs: dict[str, list[Cost]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = home(folder)
        for number in track(range(rounds), description="measuring", console=Console(stderr=True)):
            place = folder / str(number)
            place.mkdir()
            for way, command in _ways(place).items():
                where = place / "course" if way == "nbgrader" else place
                costs.setdefault(way, []).append(measure(command, where, None if way == "grade" else environment))
    _print(costs)


def _ways(folder: Path) -> Mapping[str, Sequence[str]]:
    ways = {
        "bare script": bare_script(SAMPLE, folder),
        "grade": [*GRADE, "-a", "clase156-tarea", "-o", "out", str(SAMPLE)],
        "nbconvert": nbconvert(SAMPLE, folder),
    }
    program = nbgrader()
    if program is not None:
        ways["nbgrader"] = nbgrader_course(program, SAMPLE, ["ana"], folder / "course")
    return ways


def _print(costs: Mapping[str, Sequence[Cost]]) -> None:
    bare = costs["bare script"]
    table = Table("", "wall", "ratio", "cpu", "peak memory", title=f"{SAMPLE.name}, medians of {len(bare)} rounds")
    for way, measured in costs.items():
        ratio = statistics.median(one.wall / other.wall for one, other in zip(measured, bare, strict=True))
        table.add_row(
            way,
            f"{_median(one.wall for one in measured):.1f} s",
            f"{ratio:.2f}",
            f"{_median(one.cpu for one in measured):.0f} s",
            f"{_median(one.peak for one in measured) / 2**20:.0f} MiB",
        )
    Console().print(table)
    aim = FACTOR * _median(one.wall for one in bare) + EXTRA
    measured_wall = _median(one.wall for one in costs["grade"])
    Console().print(
        f"Aim: at most {FACTOR} x the bare script + {EXTRA:.0f} s = {aim:.1f} s; measured {measured_wall:.1f} s."
    )


def _median(values: Iterable[float]) -> float:
    return statistics.median(values)


if __name__ == "__main__":
    main()
