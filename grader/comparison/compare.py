"""Who moved between two gradings, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from grader.outcome import Outcome
from grader.result import CriterionResult, Result

__all__ = ["Change", "Move", "compare"]

#: Student and assignment.
Key: TypeAlias = tuple[str, str]


@dataclass(frozen=True)
class Change:
    """A criterion that came out otherwise.

    Attributes:
        old, new: outcome, points and most points before and now; None where there was no such criterion.
    """

    task: str
    criterion: str
    old: tuple[Outcome, float, float] | None
    new: tuple[Outcome, float, float] | None


@dataclass(frozen=True)
class Move:
    """A student whose grade is another one now.

    Attributes:
        old, new: None where there was no such submission.
    """

    student: str
    assignment: str
    old: Result | None
    new: Result | None
    changes: tuple[Change, ...]

    @property
    def by(self) -> float | None:
        """Points won, or lost where negative; None where either side has no score."""
        if self.old is None or self.new is None or self.old.score is None or self.new.score is None:
            return None
        return round(self.new.score - self.old.score, 2)


def compare(old: Mapping[Key, Result], new: Mapping[Key, Result]) -> list[Move]:
    """Everyone whose score, status or acceptance changed, or any of whose criteria did; by name."""
    moves = []
    for student, assignment in sorted({*old, *new}, key=lambda key: (key[0].casefold(), key)):
        before, after = old.get((student, assignment)), new.get((student, assignment))
        changes = tuple(_changes(before, after)) if before and after else ()
        if changes or _standing(before) != _standing(after):
            moves.append(Move(student, assignment, before, after, changes))
    return moves


def _standing(result: Result | None) -> tuple[object, ...] | None:
    return (result.status, result.score, result.max_score, result.accepted) if result else None


def _changes(old: Result, new: Result) -> list[Change]:
    before, after = _criteria(old), _criteria(new)
    names = [*before, *(name for name in after if name not in before)]
    return [
        Change(*name, _came_out(before.get(name)), _came_out(after.get(name)))
        for name in names
        if _came_out(before.get(name)) != _came_out(after.get(name))
    ]


def _criteria(result: Result) -> dict[tuple[str, str], CriterionResult]:
    return {(task.id, criterion.id): criterion for task in result.tasks for criterion in task.criteria}


def _came_out(criterion: CriterionResult | None) -> tuple[Outcome, float, float] | None:
    return (criterion.outcome, criterion.points, criterion.max_points) if criterion else None
