from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest

from grader.errors import SandboxUnavailable
from grader.execution.record import CellRun, RunRecord
from grader.execution.run import EXECUTED, RUN, run_notebook
from grader.sandbox import Limits, Sandbox, choose


@dataclass(frozen=True)
class Ran:
    """A finished run and its folders."""

    record: RunRecord
    evidence: Path
    out: Path

    @property
    def cells(self) -> Sequence[CellRun]:
        return self.record.cells

    @property
    def statuses(self) -> list[str]:
        return [cell.status for cell in self.record.cells]

    @property
    def texts(self) -> list[str]:
        return [cell.text.strip() for cell in self.record.cells]

    @property
    def executed(self) -> Any:
        return nbformat.read(self.out / EXECUTED, as_version=4)

    def stderr(self, order: int) -> str:
        outputs = self.executed.cells[order].outputs
        return "".join(o.text for o in outputs if o.output_type == "stream" and o.name == "stderr")

    def reread(self) -> RunRecord:
        return RunRecord.model_validate_json((self.out / RUN).read_text())


@pytest.fixture(scope="session")
def bubblewrap() -> Sandbox:
    try:
        return choose("bubblewrap")
    except SandboxUnavailable as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def run(bubblewrap: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Ran]:
    """Run cells, by their sources, in a box."""

    def run_cells(
        *sources: str,
        limits: Limits | None = None,
        sandbox: Sandbox = bubblewrap,
        **options: Any,
    ) -> Ran:
        evidence, out = tmp_path_factory.mktemp("evidence"), tmp_path_factory.mktemp("out")
        cells = [(2 * order + 1, source) for order, source in enumerate(sources)]
        record = run_notebook(cells, sandbox=sandbox, evidence=evidence, out=out, limits=limits, **options)
        return Ran(record, evidence, out)

    return run_cells
