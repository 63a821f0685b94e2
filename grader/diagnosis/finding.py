"""What a rule finds."""

from dataclasses import dataclass
from typing import Final

from grader.i18n import Text

__all__ = ["ADVICE", "BROKEN", "DATA", "EVALUATION", "MODEL", "TRAINING", "Finding", "Place"]

#: Weights, the heaviest first: what breaks the notebook, what spoils its data, its training, its model, its figures.
BROKEN: Final = 100
DATA: Final = 80
TRAINING: Final = 70
MODEL: Final = 60
EVALUATION: Final = 50
ADVICE: Final = 20


@dataclass(frozen=True)
class Place:
    """A line of the notebook. `cell` is counted from 1; `quote` is one line, or empty where only the cell is known."""

    cell: int
    quote: str = ""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A known mistake, seen.

    Attributes:
        code: of the mistake, such as `noisy-target`.
        weight: the heavier, the earlier it is told.
        symptom, cause: one sentence each; `fix` says what to do.
        code_fix: lines of Python that run in the notebook as it is, where they help.
        task: id of the task it is about; None where it is about the whole notebook.
        measured: the figure behind the symptom, with its unit.
        explains: codes of findings of the same task that only follow from this one; those of a finding about the whole
            notebook go for all tasks.
    """

    code: str
    weight: float
    symptom: Text
    cause: Text
    fix: Text
    code_fix: str = ""
    task: str | None = None
    place: Place | None = None
    measured: Text | None = None
    explains: frozenset[str] = frozenset()
