"""Diagnoses as advice: the same fix is told once, however many symptoms it mends."""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.result import Diagnosis, Result, TaskResult

__all__ = ["Advice", "advice", "advice_on"]


@dataclass(frozen=True)
class Advice:
    """A diagnosis in its place. `number`: of its fix, from 1; `first`: whether the fix is told here."""

    diagnosis: Diagnosis
    number: int
    first: bool


def advice(result: Result) -> list[Advice]:
    """All diagnoses as a report tells them: on the whole notebook first, then task by task."""
    titles = [task.id for task in result.tasks]
    ordered = [d for d in result.diagnoses if d.task not in titles]
    ordered += [d for title in titles for d in result.diagnoses if d.task == title]
    numbers: dict[str, int] = {}
    told = []
    for diagnosis in ordered:
        first = diagnosis.fix not in numbers
        told.append(Advice(diagnosis, numbers.setdefault(diagnosis.fix, len(numbers) + 1), first))
    return told


def advice_on(task: TaskResult | None, told: Sequence[Advice], result: Result) -> list[Advice]:
    """Those of one task, or of the whole notebook."""
    if task is not None:
        return [each for each in told if each.diagnosis.task == task.id]
    titles = {one.id for one in result.tasks}
    return [each for each in told if each.diagnosis.task not in titles]
