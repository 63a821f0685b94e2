"""A notebook's code cells, run in a box: the public entry of this package."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import nbformat

from grader.execution.driver import Progress, drive
from grader.execution.outputs import clean_outputs, new_executable
from grader.execution.record import RunRecord
from grader.execution.setup import Setup
from grader.sandbox.protocol import Limits, Mount, Sandbox

__all__ = ["EXECUTED", "RUN", "run_notebook"]

#: Names of what is written beside the evidence.
EXECUTED = "executed.ipynb"
RUN = "run.json"


def run_notebook(
    cells: Sequence[tuple[int, str]],
    *,
    sandbox: Sandbox,
    evidence: Path,
    out: Path,
    limits: Limits | None = None,
    datasets: Sequence[Mount] = (),
    setup: Setup | None = None,
    progress: Progress = lambda done, total: None,
) -> RunRecord:
    """Run code cells in order in one kernel, in a box, and keep what came of them.

    A cell that raises does not end the run, nor does one that ran out of its time and stopped when interrupted. When
    this returns, or raises, nothing of the box is alive.

    Args:
        cells: place in the submitted notebook, from 0, and source of each code cell.
        sandbox: makes the box.
        evidence: an existing, empty folder; the box writes to it. Whatever it holds is to be read with care.
        out: an existing folder that the box never sees; `run.json` and `executed.ipynb` are written there.
        limits: budgets; the default ones if not given.
        datasets: mounts of the files that `keras.datasets` shall find.
        setup: settings of the kernel; none if not given.
        progress: called with the number of cells done and the number of all, before each cell and at the end.

    Raises:
        GraderFault: the kernel did not start, or its box was killed by somebody else.
        SandboxUnavailable: no box can be made.
        UsageError: the setup needs what is not installed.
    """
    notebook = new_executable(cells)
    setup = setup or Setup()
    record = asyncio.run(
        drive(
            notebook,
            [index for index, _ in cells],
            sandbox=sandbox,
            limits=limits or Limits(),
            datasets=datasets,
            evidence=evidence,
            environment=setup.environment,
            cold=setup.imports_by_itself(source for _, source in cells),
            progress=progress,
        )
    )
    for cell in notebook.cells:
        cell.outputs = clean_outputs(cell)
    (out / EXECUTED).write_text(nbformat.writes(notebook, version=4), encoding="utf-8")
    (out / RUN).write_text(record.model_dump_json(indent=2), encoding="utf-8")
    return record
