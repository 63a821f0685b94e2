"""`calibration.json`, schema `grader/calibration/v1`: what references and baselines reach, and on what machine."""

from statistics import mean, stdev
from typing import Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from grader.assignment import Bounds
from grader.calibration.baselines import Baseline
from grader.outcome import Outcome

__all__ = [
    "SCHEMA",
    "BaselineResult",
    "Calibration",
    "CriterionCalibration",
    "Machine",
    "ReferenceRun",
    "Summary",
    "TaskCalibration",
]

SCHEMA: Final = "grader/calibration/v1"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, ser_json_inf_nan="null")


class Summary(_Part):
    """Measured values of some runs, in short.

    Attributes:
        sd: sample standard deviation; None for a single run.
        worst: the value furthest on the failing side of the bound.
    """

    mean: float
    sd: float | None
    worst: float

    @classmethod
    def of(cls, values: list[float], bounds: Bounds) -> Self:
        """Of at least one value."""
        worst = min(values) if bounds.at_least is not None else max(values)
        return cls(mean=mean(values), sd=stdev(values) if len(values) > 1 else None, worst=worst)


class BaselineResult(_Part):
    """What a baseline reaches, in the unit of the criterion, and whether that passes."""

    value: float | None
    outcome: Outcome


class CriterionCalibration(_Part):
    """One criterion over all runs.

    Attributes:
        target: as results show it, such as `>= 0.85`; empty where every run has its own.
        bounds: None where no number is held against a bound; then there are no summary and no baselines.
        values, outcomes: one per seed, in their order.
        catches: the baselines that must not pass.
    """

    id: str
    target: str
    bounds: Bounds | None
    values: list[float | None]
    outcomes: list[Outcome]
    summary: Summary | None
    baselines: dict[Baseline, BaselineResult]
    catches: list[Baseline]


class TaskCalibration(_Part):
    """One task. `dataset`, `code_size` and `normal_class` are those of the reference; the baselines share them.

    Where the reference has no model that could be measured, they are None and there are no baselines.

    Attributes:
        replays: by figure, how far each run's model was from the one that its training, repeated, made.
    """

    id: str
    dataset: str | None
    code_size: int | None
    normal_class: int | None
    criteria: list[CriterionCalibration]
    replays: dict[str, list[float]] = {}


class ReferenceRun(_Part):
    """One run of the reference notebook.

    Attributes:
        seconds: from the notebook's file to its report. A notebook whose run was remembered counts with the time that
            it took then; a remembered measurement, some ten seconds for each task, does not count.
    """

    seed: int
    accepted: bool
    score: float
    seconds: float


class Machine(_Part):
    """Where the runs were made. `memory` in bytes; `cpus` that were free to use."""

    system: str
    processor: str
    cpus: int = Field(gt=0)
    memory: int = Field(gt=0)


class Calibration(_Part):
    """The whole file.

    Attributes:
        version: of the assignment.
        date: day of the calibration, ISO 8601.
        grader: version of the grader, and its commit where it runs from a checkout.
        versions: of Python and of the packages that trained and measured.
    """

    schema_: Literal["grader/calibration/v1"] = Field(default=SCHEMA, alias="schema")
    assignment: str
    version: int
    date: str
    grader: str
    machine: Machine
    versions: dict[str, str]
    max_score: float
    runs: list[ReferenceRun]
    tasks: list[TaskCalibration]

    def to_json(self) -> str:
        """Strict JSON, two spaces of indent."""
        return self.model_dump_json(by_alias=True, indent=2)
