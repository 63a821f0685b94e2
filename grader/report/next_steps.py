"""What to do next, in the order in which it is worth doing."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from grader.i18n import Lang, render, text
from grader.outcome import Outcome, Status
from grader.report.advice import advice
from grader.report.plain import plain_line
from grader.report.standing import absence
from grader.result import CriterionResult, Result, TaskResult

__all__ = ["MOST", "Step", "next_steps"]

MOST: Final = 6  # that are told at the head of a report


@dataclass(frozen=True)
class Step:
    """One thing to do. `place`: id of what explains it, on the page of the report."""

    about: str
    told: str
    place: str


def next_steps(result: Result, lang: Lang) -> list[Step]:
    """Diagnosed mistakes first, then criteria that are open without a diagnosis; what acceptance needs comes first."""
    if result.status is not Status.GRADED:
        return []
    several = len(result.tasks) > 1
    diagnosed = {diagnosis.task for diagnosis in result.diagnoses}
    steps = [
        Step(_title(result, each.diagnosis.task) if several else "", each.diagnosis.symptom, f"advice-{each.number}")
        for each in advice(result)
        if each.first
    ]
    for place, task in sorted(enumerate(result.tasks, start=1), key=lambda numbered: numbered[1].accepted):
        title = plain_line(task.title) if several else ""
        if absence(task) is not None:
            steps.append(Step(title, render(text("Hand it in: nothing of it was found."), lang), f"task-{place}"))
        elif task.id in diagnosed or (not several and None in diagnosed):
            needed = [plain_line(criterion.title) for criterion in _open(task) if criterion.required]
            if needed:
                told = text("Then see what acceptance still needs: {criteria}.", criteria=", ".join(needed))
                steps.append(Step(title, render(told, lang), f"task-{place}"))
        else:
            steps += [
                Step(": ".join(filter(None, [title, plain_line(criterion.title)])), criterion.message, f"task-{place}")
                for criterion in _open(task)
            ]
    return steps


def _open(task: TaskResult) -> Iterator[CriterionResult]:
    unmet = [c for c in task.criteria if c.outcome in (Outcome.FAIL, Outcome.PARTIAL, Outcome.UNVERIFIED)]
    yield from sorted(unmet, key=lambda c: not c.required)


def _title(result: Result, task_id: str | None) -> str:
    return next((plain_line(task.title) for task in result.tasks if task.id == task_id), "")
