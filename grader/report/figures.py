"""What the report draws of a task's model, as measured."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from grader.measurement import Measured

__all__ = ["DetectionFigures", "TaskFigures"]


@dataclass(frozen=True, eq=False)
class TaskFigures:
    """What is drawn of one task. Images without a finite error are left out of every drawing.

    Attributes:
        task: id of the task, such as `detector`.
        measured: the model on test images; its kind decides on the drawings.
        class_names: in the report's language, by class number.
        losses: training loss per epoch, one sequence for each training; may be empty, or hold NaN.
    """

    task: str
    measured: Measured
    class_names: Sequence[str]
    losses: Sequence[Sequence[float]]

    @cached_property
    def finite(self) -> NDArray[np.int64]:
        """Indices of the images with a finite error."""
        return np.flatnonzero(np.isfinite(self.measured.errors))


@dataclass(frozen=True, eq=False)
class DetectionFigures:
    """Measured arrays of one task, for drawing. Images without a finite error are left out of every drawing.

    Attributes:
        task: id of the task, such as `detector`.
        errors: (n,) mean squared error per image and pixel, on the 0..1 scale, of the test images.
        normal: (n,) True for images of the normal class; there are images of both kinds.
        labels: (n,) class numbers, indices into `class_names`.
        images, reconstructions: (n, 28, 28), 0..1.
        class_names: in the report's language; `normal_name` is that of the normal class.
        auc: ROC-AUC of the negative error; `auc_interval` its 95 % bootstrap interval.
        losses: training loss per epoch, one sequence for each training; may be empty, or hold NaN.
    """

    task: str
    errors: NDArray[np.float64]
    normal: NDArray[np.bool_]
    labels: NDArray[np.int64]
    images: NDArray[np.float32]
    reconstructions: NDArray[np.float32]
    class_names: Sequence[str]
    normal_name: str
    auc: float
    auc_interval: tuple[float, float]
    losses: Sequence[Sequence[float]]

    @cached_property
    def finite(self) -> NDArray[np.int64]:
        """Indices of the images with a finite error."""
        return np.flatnonzero(np.isfinite(self.errors))

    @cached_property
    def normal_errors(self) -> NDArray[np.float64]:
        """Finite errors of the normal class."""
        return self.errors[self.normal & np.isfinite(self.errors)]

    @cached_property
    def other_errors(self) -> NDArray[np.float64]:
        """Finite errors of all other classes."""
        return self.errors[~self.normal & np.isfinite(self.errors)]
