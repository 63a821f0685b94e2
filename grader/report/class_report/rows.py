"""The submissions of a class, as its report lists them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from grader.outcome import Status
from grader.report.plain import plain_line
from grader.result import Result

__all__ = ["ClassRow", "Standing", "in_order"]

Standing: TypeAlias = Literal["fault", "review", "error", "accepted", "refused"]


@dataclass(frozen=True)
class ClassRow:
    """One submission.

    Attributes:
        folder: where its result and reports are.
        student: whose it is; None for the name in the result or, without one, that of the folder.
    """

    result: Result
    folder: Path
    student: str | None = None

    @property
    def name(self) -> str:
        """What it is listed as, on one line."""
        return plain_line(self.student or self.result.submission.student or self.folder.name)

    @property
    def score(self) -> float | None:
        """Its points; None where the grader failed, whatever the result says."""
        return None if self.result.status is Status.GRADER_ERROR else self.result.score

    @property
    def share(self) -> float | None:
        """Its score as a share of the maximum, 0..1; None without one."""
        if self.score is None:
            return None
        return min(1.0, max(0.0, self.score / self.result.max_score)) if self.result.max_score else 0.0

    @property
    def review(self) -> bool:
        """Whether a person should look before the grade counts."""
        return any(task.needs_review for task in self.result.tasks)

    @property
    def standing(self) -> Standing:
        """Where it stands; the first that holds."""
        if self.result.status is Status.GRADER_ERROR:
            return "fault"
        if self.review:
            return "review"
        if self.result.status is Status.STUDENT_ERROR:
            return "error"
        return "accepted" if self.result.accepted else "refused"


def in_order(rows: Sequence[ClassRow]) -> list[ClassRow]:
    """Faults of the grader first, then what a person has to look at, then the rest; each by name."""
    first = {"fault": 0, "review": 1}
    return sorted(rows, key=lambda row: (first.get(row.standing, 2), row.name.casefold(), str(row.folder)))
