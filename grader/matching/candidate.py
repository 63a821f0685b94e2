"""A model that may answer a task."""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.exchange.evidence import Snapshot
from grader.matching.history import Traced

__all__ = ["Candidate"]


@dataclass(frozen=True)
class Candidate:
    """A trained model.

    Attributes:
        cell: place in the notebook of the cell that left it so, from 0.
        history: the trainings its weights went through, in order.
        used: places of the cells that had its decoder decode codes of theirs.
        stage: whether a larger model's training went on from where its own ended.
    """

    snapshot: Snapshot
    cell: int
    history: Sequence[Traced]
    used: Sequence[int] = ()
    stage: bool = False
