"""What walls cost: the sample homework under each profile, and how long an empty box takes.

    python -m benchmarks.walls [--rounds N] [--boxes N] [--submission NOTEBOOK]

In each round every profile has its turn, so that the ratios to `none` hold on a noisy machine. Figures go to
build/walls.json. A profile that this machine cannot have is left out, and says why.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final, get_args

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from benchmarks.cost import Cost, measure
from benchmarks.overhead import GRADE, SAMPLE
from grader.errors import SandboxUnavailable
from grader.sandbox import Box, Isolation, Limits, Sandbox, choose, start

__all__ = ["main"]

PROFILES: Final = ("none", *(name for name in get_args(Isolation) if name not in ("auto", "none")))
_WRITTEN: Final = Path("build/walls.json")


def main() -> None:
    """Measure, write and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--boxes", type=int, default=10)
    parser.add_argument("--submission", type=Path, default=SAMPLE)
    asked = parser.parse_args()
    found, problems = _sandboxes()
    costs: dict[str, list[Cost]] = {name: [] for name in found}
    empty: dict[str, list[float]] = {name: [] for name in found}
    with tempfile.TemporaryDirectory() as folder, Progress(console=Console(stderr=True)) as bar:
        line = bar.add_task("measuring", total=asked.rounds * len(found))
        try:
            for _ in range(asked.rounds):
                for name, sandbox in found.items():
                    empty[name] += [_empty_box(sandbox) for _ in range(asked.boxes)]
                    costs[name].append(measure(_command(asked.submission, name), Path(folder)))
                    bar.advance(line)
        except KeyboardInterrupt:
            bar.console.print("Interrupted: these are the rounds that came to their end.")
    _write(costs, empty, problems)
    _print(costs, empty, problems)


def _sandboxes() -> tuple[dict[str, Sandbox], dict[str, str]]:
    """Those that this machine can have, and why it cannot have the others."""
    found, problems = {}, {}
    for name in PROFILES:
        try:
            found[name] = choose(name)
        except SandboxUnavailable as error:
            problems[name] = str(error)
    return found, problems


def _command(submission: Path, profile: str) -> list[str]:
    return [*GRADE, "-a", "clase156-tarea", "-o", f"out-{profile}", "--isolation", profile, str(submission.resolve())]


def _empty_box(sandbox: Sandbox) -> float:
    """Seconds from asking for a box to its end, with a program in it that does nothing."""
    started = time.perf_counter()
    with start(sandbox, Box(["/bin/true"], [], Limits())) as box:
        box.process.wait()
    return time.perf_counter() - started


def _write(
    costs: Mapping[str, Sequence[Cost]], empty: Mapping[str, Sequence[float]], problems: Mapping[str, str]
) -> None:
    _WRITTEN.parent.mkdir(parents=True, exist_ok=True)
    graded = {name: [asdict(cost) for cost in some] for name, some in costs.items()}
    found = {"graded": graded, "empty_box": empty, "unavailable": problems}
    _WRITTEN.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def _print(
    costs: Mapping[str, Sequence[Cost]], empty: Mapping[str, Sequence[float]], problems: Mapping[str, str]
) -> None:
    title = f"medians of {max(map(len, costs.values()))} rounds"
    table = Table(
        "profile", "grade", "beside none", "processor", "beside none", "peak memory", "empty box", title=title
    )
    for name, some in costs.items():
        if not some:
            continue
        times = [part for kind in ("wall", "cpu") for part in _beside(some, costs["none"], kind)]
        peak = statistics.median(cost.peak for cost in some) / 2**20
        table.add_row(name, *times, f"{peak:.0f} MiB", f"{1000 * statistics.median(empty[name]):.0f} ms")
    Console().print(table)
    for name, problem in problems.items():
        Console().print(f"{name}: {problem}", markup=False)


def _beside(some: Sequence[Cost], bare: Sequence[Cost], kind: str) -> tuple[str, str]:
    """Seconds, and the ratio to the rounds without walls."""
    values = [getattr(cost, kind) for cost in some]
    ratios = [value / getattr(cost, kind) for value, cost in zip(values, bare, strict=False)]
    return f"{statistics.median(values):.1f} s", f"{statistics.median(ratios):.2f}"


if __name__ == "__main__":
    main()
