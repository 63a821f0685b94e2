"""Why a person has to look at a submission, in a few words."""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import shorten
from typing import Final

from grader.outcome import Outcome
from grader.report.plain import plain_line
from grader.result import Result, TaskResult

__all__ = ["Doubt", "doubts"]

_LONGEST: Final = 160  # characters; the whole of it is in the submission's own report


@dataclass(frozen=True)
class Doubt:
    """Why a task needs a look. `about`: the criterion, after the task where there are several; it may be empty."""

    about: str
    message: str


def doubts(result: Result) -> Iterator[Doubt]:
    """At most one of each task that needs a look: the first criterion that asks for it, else its training, repeated."""
    for task in result.tasks:
        found = _found(task) if task.needs_review else None
        if found is not None:
            title, message = found
            names = [task.title, title] if len(result.tasks) > 1 else [title]
            about = " · ".join(plain_line(name) for name in names if name)
            yield Doubt(about, shorten(plain_line(message), _LONGEST, placeholder=" …"))


def _found(task: TaskResult) -> tuple[str, str] | None:
    asking = (criterion for criterion in task.criteria if criterion.outcome is Outcome.UNVERIFIED)
    first = next(asking, None)
    if first is not None:
        return first.title, first.message
    replay = task.replay
    return ("", replay.message) if replay is not None and replay.outcome == "differs" else None
