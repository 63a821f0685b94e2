"""`result.json`, schema `grader/result/v1`: the grade and the evidence for it, for people and machines."""

from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from grader.errors import MissingPath, UnreadableGrades
from grader.i18n import text
from grader.outcome import Outcome, Status

__all__ = [
    "SCHEMA",
    "CellUse",
    "CriterionResult",
    "Diagnosis",
    "GradedModel",
    "Isolation",
    "Replay",
    "ReplayedFigure",
    "Result",
    "Submission",
    "TaskResult",
    "WeightGap",
    "WeightStrand",
    "Weights",
    "read_result",
]

#: Of a result.json; an honest one has some 20,000.
_MAX_BYTES: Final = 16 * 2**20

SCHEMA: Final = "grader/result/v1"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, ser_json_inf_nan="null")


class Submission(_Part):
    """The notebook that was graded.

    Attributes:
        student: the name or user name it was handed in under, where the folder or archive it came from tells.
        student_id: the platform's own number for that student, or for their part in the assignment.
        late: whether the platform marked it so.
    """

    file: str
    sha256: str | None
    student: str | None = None
    student_id: str | None = None
    late: bool = False


class Isolation(_Part):
    """The sandbox profile the submission ran under."""

    profile: str


class GradedModel(_Part):
    """Which model was graded for a task, and why that one.

    Attributes:
        cell: the notebook's cell, counted from 1.
        code_size: values per image that its decoder is given; None where it could not be measured.
    """

    name: str
    cell: int
    why: list[str]
    code_size: int | None = None


class CriterionResult(_Part):
    """One criterion, judged.

    Attributes:
        required: whether the work is accepted only if this passes.
        measured: in the unit of `target`, which is text such as `>= 0.85`.
    """

    id: str
    title: str
    outcome: Outcome
    required: bool
    measured: float | None
    interval: tuple[float, float] | None
    target: str
    points: float = Field(ge=0)
    max_points: float = Field(ge=0)
    message: str


class ReplayedFigure(_Part):
    """One figure of the graded model beside those of the same training, repeated.

    Attributes:
        name: `error` (mean squared error), `classes` (the error on each class as a share of all, at its farthest from
            the repetitions), `roc_auc`, `gain` (dB) or `hoyer`.
        difference: from the mean of the repetitions; of `error` and `classes` as a share.
        spread: the most that honest repetitions differ by.
    """

    name: str
    graded: float
    replayed: list[float]
    difference: float
    spread: float


class Replay(_Part):
    """What came of repeating a task's training in a clean box.

    Attributes:
        reason: why it was repeated.
        fresh_weights: whether initial weights were drawn anew, those of the notebook being no draws.
        seconds: of training in one repetition.
    """

    outcome: Literal["agrees", "differs", "impossible"]
    reason: str
    message: str
    figures: list[ReplayedFigure]
    fresh_weights: bool
    seconds: float = Field(ge=0)


class WeightStrand(_Part):
    """Variables of the graded model that went the same way to what they are.

    Attributes:
        variables: how many.
        began: `drawn` by an initialiser, `pasted` (values that none draws), or `unknown`.
        trainings: places in `provenance` of the trainings they went through, from 0.
        averaged: whether they are means of what trainings left behind.
    """

    variables: int
    began: Literal["drawn", "pasted", "unknown"]
    trainings: list[int]
    averaged: bool


class WeightGap(_Part):
    """Variables that hold, or once held, values which nothing explains.

    Attributes:
        kind: `end`: those of the graded model; `between`: a training began with values that no earlier one left;
            `start`: the first training began with values that no initialiser draws.
        cell: of that training, counted from 1; None for `end`.
    """

    kind: Literal["end", "between", "start"]
    variables: int
    cell: int | None


class Weights(_Part):
    """Where a model's weights come from, link by link."""

    strands: list[WeightStrand]
    gaps: list[WeightGap]


class TaskResult(_Part):
    """One task of the assignment.

    Attributes:
        weights: None where there is no model.
        replay: None where its training was not to be repeated.
    """

    id: str
    title: str
    accepted: bool
    needs_review: bool
    score: float
    max_score: float
    model: GradedModel | None
    criteria: list[CriterionResult]
    weights: Weights | None = None
    replay: Replay | None = None


class Diagnosis(_Part):
    """A symptom with its cause and what mends it.

    Attributes:
        task: id of the task it is about; None where it is about the notebook.
        cell: the notebook's cell, counted from 1; `quote` its line.
        measured: the figure behind the symptom, with its unit.
        fix: sentences; after a blank line, code whose lines are indented by four spaces.
    """

    code: str
    task: str | None
    cell: int | None = Field(ge=1, default=None)
    quote: str | None = None
    measured: str | None = None
    symptom: str
    cause: str
    fix: str


class CellUse(_Part):
    """What one code cell took.

    Attributes:
        cell: counted from 1 among all cells of the notebook.
        seconds: wall time.
        peak_mib: MiB resident in the whole box, at most, while it ran.
        error: what it ended with, on one line; None where it ended well.
    """

    cell: int = Field(ge=1)
    seconds: float = Field(ge=0)
    peak_mib: float = Field(ge=0)
    error: str | None = None


class Result(_Part):
    """One submission's grade. Without a score where `status` is `grader_error`.

    Attributes:
        found_again: what was not done anew, as nothing it depends on had changed: `run`, and tasks by their id.
    """

    schema_: Literal["grader/result/v1"] = Field(default=SCHEMA, alias="schema")
    submission: Submission
    assignment: str
    status: Status
    message: str | None = None
    score: float | None
    max_score: float
    accepted: bool
    isolation: Isolation
    tasks: list[TaskResult]
    diagnoses: list[Diagnosis]
    cells: list[CellUse] = []
    environment: dict[str, str]
    timings: dict[str, float]
    provenance: dict[str, Any]
    found_again: list[str] = []

    def to_json(self) -> str:
        """Strict JSON: no NaN, no infinity; two spaces of indent."""
        return self.model_dump_json(by_alias=True, indent=2)


def read_result(path: Path) -> Result:
    """The result in a file.

    Raises:
        MissingPath: there is no such file.
        UnreadableGrades: it is no result of this grader; it is named.
    """
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise ValueError(f"{path.stat().st_size} bytes")
        return Result.model_validate_json(path.read_bytes())
    except FileNotFoundError as error:
        raise MissingPath(
            text("There is no {path}.", path=str(path)), text("Name a folder that `grade` wrote to.")
        ) from error
    except (OSError, ValueError, ValidationError) as error:
        raise UnreadableGrades(
            text("{path} is no result of this grader: {reason}.", path=str(path), reason=_first_line(error)),
            text("Grade that submission again, or take its folder away."),
        ) from error


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0].rstrip(".") if str(error) else type(error).__name__
