"""`kill-matrix.json`, schema `grader/kill-matrix/v1`: what became of every variant, criterion by criterion."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from grader.assignment import Assignment
from grader.calibration.machine import grader_version
from grader.grading.gaps import GAPS
from grader.mutants.variant import Mutant, Variant
from grader.outcome import Outcome
from grader.result import Result

__all__ = ["SCHEMA", "KillMatrix", "Mark", "TaskOutcome", "VariantOutcome", "Verdict", "kill_matrix"]

SCHEMA: Final = "grader/kill-matrix/v1"


class Verdict(StrEnum):
    """What became of a variant. `SURVIVED` and `FALSE_ALARM` are faults of the rubric."""

    KILLED = "killed"
    SURVIVED = "survived"
    ACCEPTED = "accepted"
    FALSE_ALARM = "false_alarm"


class Mark(StrEnum):
    """What became of a criterion: `KILLED` lost as expected, `MISSED` passed against expectation."""

    KILLED = "killed"
    MISSED = "missed"
    LOST = "lost"
    PASSED = "passed"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, ser_json_inf_nan="null")


class TaskOutcome(_Part):
    """One task of a variant; `outcomes` by criterion."""

    accepted: bool
    outcomes: dict[str, Outcome]


class VariantOutcome(_Part):
    """One variant.

    Attributes:
        loses: `task.criterion` that had to be lost; empty for an honest variant.
        score, max_score: of its own tasks.
        seconds: from the notebook's file to its report.
        tasks: by id, those that it is about.
        diagnosis: code of the known mistake that had to be told; `also` are others that are true of it.
        told: codes of all known mistakes that were told.
    """

    id: str
    title: str
    honest: bool
    verdict: Verdict
    loses: list[str]
    score: float
    max_score: float
    seconds: float
    tasks: dict[str, TaskOutcome]
    diagnosis: str | None = None
    also: list[str] = []
    told: list[str] = []

    def mark(self, task: str, criterion: str) -> Mark | None:
        """What became of a criterion; None where the variant is not about its task."""
        if task not in self.tasks:
            return None
        passed = self.tasks[task].outcomes[criterion] is Outcome.PASS
        if f"{task}.{criterion}" in self.loses:
            return Mark.MISSED if passed else Mark.KILLED
        return Mark.PASSED if passed else Mark.LOST


class KillMatrix(_Part):
    """The whole file. `criteria`: ids by task, in the rubric's order."""

    schema_: Literal["grader/kill-matrix/v1"] = Field(default=SCHEMA, alias="schema")
    assignment: str
    version: int
    date: str
    grader: str
    criteria: dict[str, list[str]]
    variants: list[VariantOutcome]

    @property
    def faults(self) -> list[VariantOutcome]:
        """Mutants that survived and honest variants that were refused."""
        return [one for one in self.variants if one.verdict in (Verdict.SURVIVED, Verdict.FALSE_ALARM)]

    def to_json(self) -> str:
        """Strict JSON, two spaces of indent."""
        return self.model_dump_json(by_alias=True, indent=2)


def kill_matrix(assignment: Assignment, variants: Mapping[str, Variant], results: Mapping[str, Result]) -> KillMatrix:
    """Compare each variant's result with what it should be.

    Args:
        assignment: the rubric.
        variants: by name.
        results: of the same names.
    """
    return KillMatrix(
        assignment=assignment.name,
        version=assignment.version,
        date=date.today().isoformat(),
        grader=grader_version(),
        criteria={task.id: [criterion.id for criterion in task.criteria] for task in assignment.tasks},
        variants=[_outcome(assignment, name, variant, results[name]) for name, variant in variants.items()],
    )


def _outcome(assignment: Assignment, name: str, variant: Variant, result: Result) -> VariantOutcome:
    concerned = variant.exercises or [task.id for task in assignment.tasks]
    tasks = {task: _task(assignment, task, result) for task in concerned}
    score = sum(task.score for task in result.tasks if task.id in tasks)
    max_score = sum(assignment.task(task).max_score for task in tasks)
    return VariantOutcome(
        id=name,
        title=variant.title,
        honest=not isinstance(variant, Mutant),
        verdict=_verdict(variant, tasks, 100 * score / max_score),
        loses=variant.loses if isinstance(variant, Mutant) else [],
        score=round(score, 2),
        max_score=max_score,
        seconds=result.timings.get("total", 0.0),
        tasks=tasks,
        diagnosis=variant.diagnosis if isinstance(variant, Mutant) else None,
        also=variant.also,
        told=[one.code for one in result.diagnoses if one.code not in GAPS and one.task in (None, *tasks)],
    )


def _task(assignment: Assignment, task: str, result: Result) -> TaskOutcome:
    """A submission that could not be judged at all has lost everything."""
    judged = next((one for one in result.tasks if one.id == task), None)
    found = {criterion.id: criterion.outcome for criterion in judged.criteria} if judged else {}
    ids = [criterion.id for criterion in assignment.task(task).criteria]
    return TaskOutcome(
        accepted=judged is not None and judged.accepted,
        outcomes={criterion: found.get(criterion, Outcome.SKIPPED) for criterion in ids},
    )


def _verdict(variant: Variant, tasks: Mapping[str, TaskOutcome], percent: float) -> Verdict:
    if isinstance(variant, Mutant):
        named = [name.partition(".") for name in variant.loses]
        stopped = all(not tasks[task].accepted for task, _, _ in named)
        lost = all(tasks[task].outcomes[criterion] is not Outcome.PASS for task, _, criterion in named)
        return Verdict.KILLED if stopped and lost else Verdict.SURVIVED
    good = all(task.accepted for task in tasks.values()) and percent >= variant.min_score
    return Verdict.ACCEPTED if good else Verdict.FALSE_ALARM
