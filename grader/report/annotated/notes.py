"""Which cell each finding concerns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from grader.result import CellUse, Diagnosis, Result, TaskResult

__all__ = ["Note", "notes", "unplaced"]


@dataclass
class Note:
    """What there is to say of one cell.

    Attributes:
        use: what it took; None where it was not run.
        tasks: those whose graded model was trained in it.
    """

    use: CellUse | None = None
    tasks: list[TaskResult] = field(default_factory=list)
    diagnoses: list[Diagnosis] = field(default_factory=list)

    @property
    def error(self) -> str | None:
        """What it ended with, unless a diagnosis explains it."""
        return self.use.error if self.use and not self.diagnoses else None

    @property
    def well(self) -> bool:
        """Whether there is nothing to mend."""
        return not self.diagnoses and not self.error and all(task.accepted for task in self.tasks)

    @property
    def says(self) -> bool:
        """Whether there is more than time and memory."""
        return bool(self.tasks or self.diagnoses or self.error)


def notes(result: Result, cells: Sequence[int]) -> Mapping[int, Note]:
    """One for each of the notebook's `cells`, all counted from 1."""
    found = {cell: Note() for cell in cells}
    for use in result.cells:
        if use.cell in found:
            found[use.cell].use = use
    for task in result.tasks:
        if task.model is not None and task.model.cell in found:
            found[task.model.cell].tasks.append(task)
    for diagnosis in result.diagnoses:
        if diagnosis.cell in found:
            found[diagnosis.cell].diagnoses.append(diagnosis)
    return found


def unplaced(result: Result, cells: Sequence[int]) -> tuple[list[TaskResult], list[Diagnosis]]:
    """Tasks without a model, and diagnoses that concern no cell of `cells`."""
    tasks = [task for task in result.tasks if task.model is None or task.model.cell not in cells]
    return tasks, [diagnosis for diagnosis in result.diagnoses if diagnosis.cell not in cells]
