"""What a fleet is given, and what it tells."""

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from grader.i18n import Text
from grader.result import Result
from grader.submissions import Submission

__all__ = ["Event", "Finished", "Job", "Progress", "Started"]


@dataclass(frozen=True)
class Job:
    """One submission to grade.

    Attributes:
        asked: the assignment's name or folder; None to tell it from the notebook.
        folder: where result, report and evidence go.
    """

    submission: Submission
    asked: str | None
    folder: Path

    @property
    def name(self) -> str:
        """Unique among its fleet."""
        return self.submission.name


@dataclass(frozen=True)
class Started:
    """A job is in hand."""

    job: Job


@dataclass(frozen=True)
class Progress:
    """What is being done for a job now."""

    job: Job
    stage: Text


@dataclass(frozen=True)
class Finished:
    """A job is done; every job comes to this.

    Attributes:
        result: one that says so where the grader failed, or its process died.
        usage: whether it could not be graded as it was asked for, such as a notebook of an assignment that is unclear.
    """

    job: Job
    result: Result
    usage: bool = False


Event: TypeAlias = Started | Progress | Finished
