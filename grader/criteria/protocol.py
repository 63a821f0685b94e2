"""What a criterion is given, what it answers, and how its kind is found by name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from grader.assignment import CriterionSpec
from grader.exchange.evidence import CellEvidence, Figure, Snapshot
from grader.execution.record import RunRecord
from grader.i18n import Text
from grader.matching import Chain, Traced
from grader.measurement import Challenge, Codes, Images, Measured, Question
from grader.metrics.drawn import DrawnCodes, find_decoded
from grader.outcome import Outcome
from grader.replay import Replayed

__all__ = ["REGISTERED", "Ask", "Case", "Judge", "Judgement", "Pictures", "register", "verdict"]


@dataclass(frozen=True, eq=False)
class Pictures:
    """Every image that the notebook drew, and what the graded model makes of each; every code it had decoded.

    Attributes:
        tiles: for each figure that shows images, (m, 28, 28) on the 0..1 scale.
        answers: the same shapes: the model's own output for each of them.
        cells: the executed code cell that each figure was drawn in, counted from 0.
        codes: for each figure (m, k), the model's code of each of them.
        asked: (d, k) codes that the notebook had the model's decoder decode.
        decoded: (d, 28, 28) what the decoder makes of them, on the 0..1 scale.
    """

    tiles: Sequence[NDArray[np.float64]]
    answers: Sequence[NDArray[np.float64]]
    cells: Sequence[int] = ()
    codes: Sequence[Codes] = ()
    asked: Codes = field(default_factory=lambda: np.zeros((0, 1), np.float32))
    decoded: Images = field(default_factory=lambda: np.zeros((0, 28, 28), np.float32))

    @cached_property
    def drawn_codes(self) -> list[DrawnCodes]:
        """The figures that show decoded codes: which of their pictures are which of `asked`."""
        return find_decoded(self.tiles, self.decoded)


@dataclass(frozen=True)
class Case:
    """Everything known about one task of one submission.

    Attributes:
        cells: evidence of each executed code cell, in order.
        snapshot: the model that is graded; None where no model answers the task.
        history: every recorded training that its weights went through, in order.
        chain: where its weights come from.
        measured: None where there was nothing to measure; then `problem` says why.
        pictures: None where there was nothing to measure.
        replayed: what came of repeating its training; None where that was not asked.
        remembered: rows of the model's weights that are known images.
        lost: numbers of cells that came to an end without evidence of what they did.
        rivals: the models that the task compares its own with, by their ids; one that was not found has no snapshot.
        families: for each rival that is a family, its members.
    """

    run: RunRecord
    cells: Sequence[CellEvidence]
    snapshot: Snapshot | None
    history: Sequence[Traced]
    chain: Chain
    measured: Measured | None
    problem: Text | None
    pictures: Pictures | None = None
    lost: Sequence[int] = ()
    replayed: Replayed | None = None
    remembered: int = 0
    rivals: Mapping[str, "Case"] = field(default_factory=dict)
    families: Mapping[str, Sequence["Case"]] = field(default_factory=dict)

    @property
    def figures(self) -> list[Figure]:
        """Every figure of the notebook, in order."""
        return [figure for evidence in self.cells for figure in evidence.figures]


@dataclass(frozen=True)
class Judgement:
    """How a criterion came out.

    Attributes:
        share: of the criterion's points, 0..1.
        measured: the value that was judged, in the unit of `target`; None where there is none.
        target: such as `>= 0.85`; language-neutral.
        review: a person should look before this counts.
        absent: nothing in the notebook is what the criterion looks at; a task that no words of the notebook speak of,
            and whose model it gives to another one, was not handed in then.
    """

    outcome: Outcome
    share: float
    message: Text
    measured: float | None = None
    interval: tuple[float, float] | None = None
    target: str = ""
    review: bool = False
    absent: bool = False


Judge: TypeAlias = Callable[[CriterionSpec, Case], Judgement]
#: What a kind of criterion wants to know of a model that its test images do not tell; None where they do.
Ask: TypeAlias = Callable[[CriterionSpec, Challenge], Question | None]

REGISTERED: dict[str, Judge] = {}
ASKING: dict[str, Ask] = {}


def register(kind: str, *, asks: Ask | None = None) -> Callable[[Judge], Judge]:
    """Make a judge known by `kind`, the name assignment.yaml uses.

    Args:
        asks: what it asks of the model; the answer is in `case.measured.answers`, by the criterion's id.

    Raises:
        ValueError: that name is taken.
    """

    def add(judge: Judge) -> Judge:
        if kind in REGISTERED:
            raise ValueError(f"criterion kind {kind!r} is registered twice")
        REGISTERED[kind] = judge
        if asks is not None:
            ASKING[kind] = asks
        return judge

    return add


def verdict(
    spec: CriterionSpec, value: float, message: Text, *, interval: tuple[float, float] | None = None
) -> Judgement:
    """Judge `value` by the bounds of `spec`: points in proportion between `from` and the bound."""
    if spec.bounds is None:
        raise ValueError(f"criterion {spec.id!r} needs bounds")
    share = spec.bounds.credit(value)
    outcome = Outcome.PASS if spec.bounds.met(value) else Outcome.PARTIAL if share > 0 else Outcome.FAIL
    return Judgement(outcome, share, message, value, interval, spec.bounds.describe())
