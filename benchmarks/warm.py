"""What a warm start saves: a class of small homework, graded cold and warm.

    python -m benchmarks.warm [--rounds N] [--students N ...] [--jobs N]

In each round both have their turn on the same class, so that ratios hold on a noisy machine. Of one student alone only
the two inference boxes start warm. Figures go to build/warm.json.
"""

import argparse
import itertools
import json
import os
import statistics
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

import nbformat
from rich.console import Console
from rich.table import Table

from benchmarks.classroom import classroom
from benchmarks.cost import Cost, measure
from benchmarks.overhead import GRADE

__all__ = ["main"]

_WRITTEN: Final = Path("build/warm.json")
_WAYS: Final = {"cold": {"GRADER_COLD": "1"}, "warm": {"GRADER_COLD": ""}}

Costs = Mapping[str, list[Cost]]


def main() -> None:
    """Measure, write and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--students", type=int, nargs="+", default=[1, 8])
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    found: dict[int, Costs] = {}
    with tempfile.TemporaryDirectory() as folder:
        for students in asked.students:
            found[students] = _measured(Path(folder, str(students)), students, asked.jobs, asked.rounds)
    _WRITTEN.parent.mkdir(parents=True, exist_ok=True)
    costs = {students: {way: list(map(asdict, some)) for way, some in both.items()} for students, both in found.items()}
    _WRITTEN.write_text(json.dumps(costs, indent=1) + "\n", encoding="utf-8")
    _print(found)


def _measured(folder: Path, students: int, jobs: int, rounds: int) -> Costs:
    (folder / "class").mkdir(parents=True)
    honest = (one for one in classroom(2 * students + 1) if not one.hostile)
    for one in itertools.islice(honest, students):
        nbformat.write(one.notebook, folder / "class" / f"{one.name}.ipynb")
    costs: dict[str, list[Cost]] = {way: [] for way in _WAYS}
    command = [*GRADE, "-a", "clase156-tarea", "-j", str(jobs), "--fresh", "class", "-o"]
    for number, (way, variables) in itertools.product(range(rounds), _WAYS.items()):
        Console(stderr=True).print(f"{students} students, {way}…")
        costs[way].append(measure([*command, f"{way}-{number}"], folder, {**os.environ, **variables}))
    return costs


def _print(found: Mapping[int, Costs]) -> None:
    table = Table("students", "", "wall", "ratio", "cpu", "ratio", "peak memory", "ratio", title="for the whole class")
    for students, costs in found.items():
        for way, some in costs.items():
            values = (
                part
                for kind, unit, scale in (("wall", "s", 1), ("cpu", "s", 1), ("peak", "MiB", 2**20))
                for part in _beside(some, costs["cold"], kind, unit, scale)
            )
            table.add_row(str(students), way, *values)
    Console().print(table)


def _beside(some: Sequence[Cost], cold: Sequence[Cost], kind: str, unit: str, scale: int) -> tuple[str, str]:
    """A figure, and its ratio to the same round's cold one; medians."""
    values = [getattr(cost, kind) for cost in some]
    ratios = [value / getattr(cost, kind) for value, cost in zip(values, cold, strict=True)]
    return f"{statistics.median(values) / scale:.0f} {unit}", f"{statistics.median(ratios):.2f}"


if __name__ == "__main__":
    main()
