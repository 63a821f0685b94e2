"""Models that were trained for another one: the layers of a stack, each by itself."""

from collections.abc import Sequence
from dataclasses import replace

from grader.matching.candidate import Candidate

__all__ = ["with_stages"]


def with_stages(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The same, each with what the others say of it: whether one of more weights went on from where it ended."""
    return [replace(one, stage=any(_went_on(other, one) for other in candidates)) for one in candidates]


def _went_on(later: Candidate, one: Candidate) -> bool:
    trainings, ends = [[traced.event.id for traced in c.history] for c in (later, one)]
    larger = len(later.snapshot.variables) > len(one.snapshot.variables)
    return larger and bool(ends) and ends[-1] in trainings[:-1]
