"""What the report draws of a task's model, as measured."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from grader.criteria import Pictures
from grader.criteria.own_threshold import Threshold
from grader.i18n import Lang, render, text
from grader.measurement import Measured
from grader.report.plain import plain_line

__all__ = ["TaskFigures"]


@dataclass(frozen=True, eq=False)
class TaskFigures:
    """What is drawn of one task. Images without a finite error are left out of every drawing.

    Attributes:
        task: id of the task, such as `detector`.
        measured: the model on test images; its kind decides on the drawings.
        class_names: in the report's language, by class number.
        losses: training loss per epoch, one sequence for each training; may be empty, or hold NaN.
        kinds: of the task's criteria about this model, by their ids.
        pictures: what the notebook drew and had decoded.
        families: for each sweep of the task, its members.
        threshold: the notebook's own on the error, where the task asks for one and the notebook has it.
    """

    task: str
    measured: Measured
    class_names: Sequence[str]
    losses: Sequence[Sequence[float]]
    kinds: Mapping[str, str] = field(default_factory=dict)
    pictures: Pictures | None = None
    families: Sequence[Sequence[Measured]] = ()
    threshold: Threshold | None = None

    @cached_property
    def finite(self) -> NDArray[np.int64]:
        """Indices of the images with a finite error."""
        return np.flatnonzero(np.isfinite(self.measured.errors))

    @cached_property
    def numbered(self) -> bool:
        """Whether the classes are digits, and so have no other names than their numbers."""
        return all(name == str(number) for number, name in enumerate(self.class_names))

    def name_of(self, label: int, lang: Lang) -> str:
        """What a class is called, safe to show on one line; a digit that stands among numbers is called one."""
        name = plain_line(self.class_names[label])
        return render(text("digit {n}", n=name), lang) if self.numbered else name
