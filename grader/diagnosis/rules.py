"""All rules."""

from typing import Final

from grader.diagnosis.broken.rule import broken_cells
from grader.diagnosis.data.noise import noisy_target, shape_as_mean
from grader.diagnosis.data.scaling import out_of_range
from grader.diagnosis.rule import Rule
from grader.diagnosis.training.adadelta import adadelta

__all__ = ["RULES"]

RULES: Final[tuple[Rule, ...]] = (
    broken_cells,
    shape_as_mean,
    noisy_target,
    out_of_range,
    adadelta,
)
