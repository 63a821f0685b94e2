"""Everything that rules may look at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from grader.assignment import Task
from grader.criteria import Case
from grader.diagnosis.source import Code
from grader.exchange.evidence import CellEvidence, TrainingEvent
from grader.execution.record import RunRecord
from grader.intake import Notebook
from grader.matching import Traced
from grader.outcome import Outcome
from grader.result import TaskResult
from grader.sandbox.protocol import Limits

__all__ = ["Part", "Symptoms"]


@dataclass(frozen=True, eq=False)
class Part:
    """One task: what was known of it, and how it was judged."""

    task: Task
    result: TaskResult
    case: Case

    def lost(self, *kinds: str) -> bool:
        """Whether a criterion of one of these kinds was judged and did not pass."""
        return any(outcome in (Outcome.PARTIAL, Outcome.FAIL) for outcome in self._outcomes(kinds))

    def has(self, kind: str) -> bool:
        """Whether the task has a criterion of this kind."""
        return any(spec.kind == kind for spec in self.task.criteria)

    @property
    def last(self) -> Traced | None:
        """The last training of the graded model."""
        return self.case.history[-1] if self.case.history else None

    def _outcomes(self, kinds: Sequence[str]) -> Iterator[Outcome]:
        asked = {spec.id for spec in self.task.criteria if spec.kind in kinds}
        return (criterion.outcome for criterion in self.result.criteria if criterion.id in asked)


@dataclass(frozen=True, eq=False)
class Symptoms:
    """One submission after it was judged.

    Attributes:
        cells: evidence of each executed code cell.
        limits: of the run.
    """

    notebook: Notebook
    run: RunRecord
    cells: Sequence[CellEvidence]
    parts: Sequence[Part]
    limits: Limits

    @cached_property
    def code(self) -> Code:
        """The notebook's code."""
        return Code.of(self.notebook)

    @property
    def events(self) -> list[TrainingEvent]:
        """Every training, in order."""
        return [event for evidence in self.cells for event in evidence.events]

    def evidence(self, order: int) -> CellEvidence | None:
        """What the code cell of that order left behind."""
        return next((evidence for evidence in self.cells if evidence.cell == order), None)
