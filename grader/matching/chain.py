"""Where each weight of a model comes from: link by link back to an initialiser, or to a gap that nothing explains."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

from grader.exchange.evidence import Mixture, Snapshot, TrainingEvent

__all__ = ["Chain", "Gap", "Strand", "chain"]

#: What stands at the beginning of a chain. `drawn`: what an initialiser draws. `pasted`: values that none does.
#: `unknown`: it was not recorded.
Began: TypeAlias = Literal["drawn", "pasted", "unknown"]


@dataclass(frozen=True)
class Strand:
    """Variables that went the same way.

    Attributes:
        variables: how many.
        began: what they were before the first training.
        trainings: ids of the trainings they went through, first to last.
        averaged: whether they are means of what trainings left behind.
    """

    variables: int
    began: Began
    trainings: tuple[int, ...]
    averaged: bool


@dataclass(frozen=True)
class Gap:
    """Variables that hold, or once held, what nothing explains.

    Attributes:
        kind: `end`: the graded model holds values that no recorded training left there. `between`: a training began
            with values that no earlier one left. `start`: the first training began with values that no initialiser
            draws.
        cell: of the training that began so, counted among executed code cells; None for `end`.
    """

    kind: Literal["end", "between", "start"]
    variables: int
    cell: int | None = None


@dataclass(frozen=True)
class Chain:
    """Every strand of a model's weights, the longest first, and every gap."""

    strands: Sequence[Strand] = ()
    gaps: Sequence[Gap] = ()


def chain(
    snapshot: Snapshot,
    trainings: Sequence[TrainingEvent],
    mixtures: Sequence[Mixture],
    is_drawn: Callable[[str], bool],
) -> Chain:
    """The chains of all weights of `snapshot`.

    Args:
        trainings: those its weights went through, in order.
        mixtures: contents that are means of others.
        is_drawn: whether the array in a file of the evidence can be what an initialiser drew.
    """
    tracer = _Tracer(trainings, {mixture.content: mixture.parts for mixture in mixtures}, is_drawn)
    for number, content in zip(snapshot.variables, snapshot.state, strict=True):
        tracer.trace(number, content)
    counts = Counter((kind, cell) for kind, cell, _ in tracer.gaps)
    return Chain(
        tuple(Strand(count, *way) for way, count in tracer.ways.most_common()),
        tuple(Gap(kind, count, cell) for (kind, cell), count in counts.items()),
    )


_Kind: TypeAlias = Literal["end", "between", "start"]


@dataclass(frozen=True)
class _Way:
    began: Began
    trainings: tuple[int, ...] = ()


class _Tracer:
    def __init__(
        self,
        trainings: Sequence[TrainingEvent],
        mixtures: Mapping[str, Mapping[str, float]],
        is_drawn: Callable[[str], bool],
    ) -> None:
        self.ways: Counter[tuple[Began, tuple[int, ...], bool]] = Counter()
        self.gaps: set[tuple[_Kind, int | None, int]] = set()
        self._trainings = trainings
        self._mixtures = mixtures
        self._is_drawn = is_drawn
        self._began = {content: name for event in trainings for content, name in event.began.items()}
        self._before = {content for event in trainings for content in event.before}

    def trace(self, number: int, content: str) -> None:
        """Follow one variable back from the content it is graded with."""
        parts = self._mixtures.get(content, {content: 1.0})
        ways = [self._way(number, part, len(self._trainings)) for part in parts]
        known = [way for way in ways if way is not None]
        if len(known) < len(ways):
            self.gaps.add(("end", None, number))
        else:
            longest = max(known, key=lambda way: len(way.trainings))
            self.ways[longest.began, longest.trainings, len(parts) > 1] += 1

    def _way(self, number: int, content: str, upto: int) -> _Way | None:
        """What lies behind a content before the training at place `upto`; None where nothing leads to it."""
        place = self._left_by(number, content, upto)
        if place is None:
            return self._start(content)
        event = self._trainings[place]
        before = _before(event, number, content)
        earlier = _Way("unknown") if before is None else self._way(number, before, place) or _Way("unknown")
        if earlier.began == "pasted" and not earlier.trainings:
            trained = any(number in former.variables for former in self._trainings[:place])
            self.gaps.add(("between" if trained else "start", event.cell, number))
        return _Way(earlier.began, (*earlier.trainings, event.id))

    def _left_by(self, number: int, content: str, upto: int) -> int | None:
        """The place of the training before `upto` that left this content, rather one of the variable's own."""
        places = [place for place in range(upto - 1, -1, -1) if content in self._states[place]]
        own = (place for place in places if number in self._trainings[place].variables)
        return next(own, next(iter(places), None))

    @cached_property
    def _states(self) -> list[set[str]]:
        return [set(event.states) for event in self._trainings]

    def _start(self, content: str) -> _Way | None:
        name = self._began.get(content)
        if name is None:
            return _Way("unknown") if content in self._before else None
        return _Way("drawn" if self._is_drawn(name) else "pasted")


def _before(event: TrainingEvent, number: int, content: str) -> str | None:
    """What the variable that a training left so was before it; it may be the same one or one it was copied from."""
    ends = [event.after, *(event.recipe.ends if event.recipe else [])]
    if number in event.variables:
        place: int | None = event.variables.index(number)
    else:
        place = next((end.index(content) for end in ends if content in end), None)
    return event.before[place] if place is not None and place < len(event.before) else None
