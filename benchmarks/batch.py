"""A class of small homework, one and two at a time: what it costs, and what grading it again by another rubric does.

    python -m benchmarks.batch [--students 16] [--jobs 1 2]

All in one run, so that the ratios hold on a noisy machine; beside `nbgrader autograde`, which runs one notebook after
the other, where the variable GRADER_NBGRADER names that program. Aims: below 1 s per submission that is judged again,
twice nbgrader's throughput on two cores, and less than 450 MiB for one more at a time.
"""

import argparse
import itertools
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import nbformat
import yaml
from rich.console import Console
from rich.table import Table

from benchmarks.classroom import classroom
from benchmarks.cost import Cost, measure
from benchmarks.overhead import GRADE
from benchmarks.rivals import home, nbgrader, nbgrader_course
from grader.assignment import assignment_folder

__all__ = ["main"]

_ASSIGNMENT: Final = "clase156-tarea"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--students", type=int, default=16)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _handed_in(folder / "class", arguments.students)
        _easier_rubric(folder / "easier")
        rows = [(jobs, *row) for jobs in arguments.jobs for row in _measured(folder, jobs)]
        rows += [(1, *row) for row in _rival(folder, arguments.students)]
        size = sum(file.stat().st_size for file in (folder / "out1" / ".store").rglob("*") if file.is_file())
        _print(rows, arguments.students, size)


def _handed_in(folder: Path, students: int) -> None:
    folder.mkdir()
    honest = (one for one in classroom(2 * students) if not one.hostile)
    for one in itertools.islice(honest, students):
        nbformat.write(one.notebook, folder / f"{one.name}.ipynb")


def _easier_rubric(folder: Path) -> None:
    folder.mkdir()
    rubric = yaml.safe_load((assignment_folder(_ASSIGNMENT) / "assignment.yaml").read_text())
    for criterion in (criterion for task in rubric["tasks"] for criterion in task["criteria"]):
        if criterion["id"] == "roc_auc":
            criterion["bounds"] = {"at_least": 0.5}
    (folder / "assignment.yaml").write_text(yaml.safe_dump(rubric))


def _measured(folder: Path, jobs: int) -> Iterable[tuple[str, Cost]]:
    command = [*GRADE, "-j", str(jobs), "-o", f"out{jobs}", "class", "-a"]
    for what, assignment in (("graded", _ASSIGNMENT), ("judged again", "easier/"), ("unchanged", "easier/")):
        Console(stderr=True).print(f"-j {jobs}: {what}…")
        yield what, measure([*command, assignment], folder)


def _rival(folder: Path, students: int) -> Iterable[tuple[str, Cost]]:
    """nbgrader, where there is one: as many students, all with the first one's notebook."""
    program = nbgrader()
    if program is not None:
        Console(stderr=True).print("nbgrader…")
        names = [f"s{number}" for number in range(students)]
        command = nbgrader_course(program, min((folder / "class").iterdir()), names, folder / "course")
        yield "nbgrader autograde", measure(command, folder / "course", home(folder))


def _print(rows: Iterable[tuple[int, str, Cost]], students: int, size: int) -> None:
    table = Table("", "-j", "wall", "cpu", "peak memory", "wall, ratio", title=f"per submission, class of {students}")
    rows = list(rows)
    first = rows[0][2].wall
    for jobs, what, cost in rows:
        table.add_row(
            what,
            str(jobs),
            f"{cost.wall / students:.2f} s",
            f"{cost.cpu / students:.2f} s",
            f"{cost.peak / 2**20:.0f} MiB",
            f"{cost.wall / first:.2f}",
        )
    Console().print(table)
    Console().print(f"The store takes {size / students / 2**20:.1f} MiB per submission.")


if __name__ == "__main__":
    main()
