"""What is said first: accepted or not, and why, in a few words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Final, Literal

from grader.i18n import Text, text
from grader.outcome import Outcome, Status
from grader.report.plain import plain_line
from grader.report.standing import standing
from grader.result import CriterionResult, Result, TaskResult

__all__ = ["OUTCOMES", "SYMBOLS", "Verdict", "verdict"]

#: Names are spelled out in the first line up to so many characters; the rest is counted.
_NAMED: Final = 60
_NAMED_TASKS: Final = 100

SYMBOLS: Final[Mapping[Outcome, str]] = {
    Outcome.PASS: "✓",
    Outcome.PARTIAL: "◐",
    Outcome.FAIL: "✗",
    Outcome.UNVERIFIED: "?",
    Outcome.SKIPPED: "–",
}
OUTCOMES: Final[Mapping[Outcome, Text]] = {
    Outcome.PASS: text("met"),
    Outcome.PARTIAL: text("met in part"),
    Outcome.FAIL: text("not met"),
    Outcome.UNVERIFIED: text("not verified"),
    Outcome.SKIPPED: text("not judged"),
}


@dataclass(frozen=True)
class Verdict:
    """The first line of a report.

    Attributes:
        tone: decides colours, which only ever repeat what symbol and word say.
        reason: None where there is nothing to explain.
    """

    tone: Literal["good", "part", "bad", "review", "fault"]
    symbol: str
    word: Text
    reason: Text | None


def verdict(result: Result) -> Verdict:
    """Accepted or not, and why: of one task the criteria that were not met, of several the tasks that are open."""
    if result.status is Status.GRADER_ERROR:
        return Verdict("fault", "!", text("NO GRADE"), text("the grader failed, not the submission"))
    if result.status is Status.STUDENT_ERROR:
        return Verdict("bad", "✗", text("NOT ACCEPTED"), text("the submission could not be graded"))
    if len(result.tasks) > 1:
        return _several(result.tasks)
    if result.accepted:
        return Verdict("good", "✓", text("ACCEPTED"), None)
    return _one_task(result.tasks[0]) if result.tasks else Verdict("bad", "✗", text("NOT ACCEPTED"), None)


def _several(tasks: Sequence[TaskResult]) -> Verdict:
    """How many are accepted, then those that are not: to be improved, not handed in, to be looked at."""

    def titles(*outcomes: Outcome) -> list[str]:
        return [task.title for task in tasks if standing(task) in outcomes]

    improve, absent, look = titles(Outcome.FAIL, Outcome.PARTIAL), titles(Outcome.SKIPPED), titles(Outcome.UNVERIFIED)
    done = sum(task.accepted for task in tasks)
    count = text("{n} of {total} exercises accepted", n=done, total=len(tasks))
    if done == len(tasks):
        return Verdict("good", "✓", text("ACCEPTED"), count)
    reasons: list[Text] = []
    if improve:
        reasons.append(text("to improve: {tasks}", tasks=_list(improve, _NAMED_TASKS)))
    if absent:
        reasons.append(text("not handed in: {tasks}", tasks=_list(absent, _NAMED_TASKS)))
    if look:
        reasons.append(text("a person has to look at it first: {criteria}", criteria=_list(look, _NAMED_TASKS)))
    reason = reduce(lambda first, second: Text("{first}; {second}", {"first": first, "second": second}), reasons)
    if not improve and not absent:
        return Verdict("review", "?", count, reason)
    return Verdict("part", "◐", count, reason) if done else Verdict("bad", "✗", count, reason)


def _one_task(task: TaskResult) -> Verdict:
    open_ = [c for c in task.criteria if c.outcome is not Outcome.PASS and c.required]
    doubtful = [c for c in open_ if c.outcome is Outcome.UNVERIFIED]
    unmet = [c for c in open_ if c.outcome in (Outcome.FAIL, Outcome.PARTIAL)]
    skipped = [c for c in open_ if c.outcome is Outcome.SKIPPED]
    if task.needs_review and not unmet and not skipped:
        return Verdict("review", "?", text("NOT ACCEPTED YET"), _look(doubtful, task))
    if doubtful and not unmet:
        return Verdict("bad", "✗", text("NOT ACCEPTED"), _look(doubtful, task))
    reason: Text | None = None
    if unmet:
        reason = text("not met: {criteria}", criteria=_list([c.title for c in unmet]))
    elif skipped:
        reason = Text("{why}", {"why": plain_line(skipped[0].message)})
    return Verdict("bad", "✗", text("NOT ACCEPTED"), reason)


def _look(doubtful: Sequence[CriterionResult], task: TaskResult) -> Text:
    if doubtful:
        return text("a person has to look at it first: {criteria}", criteria=_list([c.title for c in doubtful]))
    if task.replay is not None and task.replay.outcome == "differs":
        why = text("its training, repeated, makes another model")
        return text("a person has to look at it first: {criteria}", criteria=why)
    return text("a person has to look at it first")


def _list(names: Sequence[str], room: int = _NAMED) -> Text:
    """The names, as many as fit into `room` characters; at least one."""
    shown = [plain_line(name) for name in names]
    fitting = max([n for n in range(1, len(shown) + 1) if len(", ".join(shown[:n])) <= room], default=1)
    named, more = ", ".join(shown[:fitting]), len(shown) - fitting
    return text("{names} and {n} more", names=named, n=more) if more else Text("{names}", {"names": named})
