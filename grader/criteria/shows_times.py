"""`shows_times`: the notebook shows how long each of what it compares took."""

import re
from collections.abc import Iterator
from typing import Final

from grader.assignment import CriterionSpec
from grader.criteria.protocol import Case, Judgement, register
from grader.criteria.shown import PROGRESS
from grader.i18n import text
from grader.outcome import Outcome

__all__ = ["judge"]

_TIME: Final = re.compile(r"tiempo|\btime|tard|duraci|demor|segundo|second|veloc|speed|\d\s?m?s\b", re.IGNORECASE)
_NUMBER: Final = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)?(?:e[-+]?\d+)?\s?m?s?\b", re.IGNORECASE)
#: Progress of a training shows times, too; so it does where a loop of one's own prints it.
_LOSS: Final = re.compile("loss:", re.IGNORECASE)
#: A heading of a table stands above its rows.
_ROWS: Final = 4


@register("shows_times")
def judge(spec: CriterionSpec, case: Case) -> Judgement:
    """`params.times`: how many, 2 without it. They differ from machine to machine, and are not compared."""
    wanted = int(spec.params.get("times", 2))
    target = f">= {wanted}"
    if case.snapshot is None:
        return Judgement(Outcome.SKIPPED, 0.0, case.problem or text("No trained model was found."), target=target)
    found = max(_times(case), default=0)
    if found >= wanted:
        return Judgement(Outcome.PASS, 1.0, text("The notebook shows how long each took."), target=target)
    message = text("The notebook shows no times to be compared: measure each with time.perf_counter() and print it.")
    return Judgement(Outcome.FAIL, 0.0, message, target=target, absent=found == 0)


def _times(case: Case) -> Iterator[int]:
    """Lines with a number that speak of time, in each cell; so do rows below a heading, and parts of one line."""
    for cell in case.run.cells:
        lines = [line for line in cell.text[:200_000].splitlines() if not _is_progress(line)]
        timed = [place for place, line in enumerate(lines) if _TIME.search(line)]
        shown = [place for place in timed if _NUMBER.search(lines[place])]
        headings = [place for place in timed if place not in shown]
        yield len(shown)
        yield from (len(_TIME.findall(lines[place])) for place in shown)
        yield from (sum(bool(_NUMBER.search(line)) for line in lines[place + 1 :][:_ROWS]) for place in headings)
    yield len({n.name for evidence in case.cells for n in evidence.numbers if _TIME.search(n.name)})


def _is_progress(line: str) -> bool:
    return bool(PROGRESS.search(line) or _LOSS.search(line))
