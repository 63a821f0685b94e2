"""Where a task stands as a whole."""

from collections.abc import Mapping
from typing import Final

from grader.i18n import Text, text
from grader.outcome import Outcome
from grader.result import TaskResult

__all__ = ["STANDINGS", "absence", "standing"]

STANDINGS: Final[Mapping[Outcome, Text]] = {
    Outcome.PASS: text("accepted"),
    Outcome.PARTIAL: text("not accepted"),
    Outcome.FAIL: text("not accepted"),
    Outcome.UNVERIFIED: text("a person has to look at it first"),
    Outcome.SKIPPED: text("not handed in"),
}


def standing(task: TaskResult) -> Outcome:
    """A task's outcome: PARTIAL where it is not accepted but has earned points, SKIPPED where it was not handed in."""
    if task.accepted:
        return Outcome.PASS
    if task.needs_review:
        return Outcome.UNVERIFIED
    if absence(task) is not None:
        return Outcome.SKIPPED
    return Outcome.PARTIAL if task.score > 0 else Outcome.FAIL


def absence(task: TaskResult) -> str | None:
    """Why nothing of a task could be judged, where it has no model and that is the reason of every criterion."""
    reasons = {criterion.message for criterion in task.criteria}
    skipped = all(criterion.outcome is Outcome.SKIPPED for criterion in task.criteria)
    return reasons.pop() if task.model is None and skipped and len(reasons) == 1 else None
