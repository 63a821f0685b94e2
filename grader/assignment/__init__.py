"""The rubric as data: an `assignment.yaml` becomes an `Assignment`.

Assignments are looked for in the folder that GRADER_ASSIGNMENTS_DIR names, then in `assignments/` of a checkout, then
among those packaged with the grader.
"""

from grader.assignment.bounds import Bounds
from grader.assignment.find import assignment_folder, available, find_assignment, reference_folder
from grader.assignment.load import json_schema, load_assignment
from grader.assignment.model import (
    Assignment,
    Bilingual,
    CriterionSpec,
    LimitOverrides,
    Measure,
    MeasureKind,
    Rival,
    Sought,
    Task,
    Trait,
)

__all__ = [
    "Assignment",
    "Bilingual",
    "Bounds",
    "CriterionSpec",
    "LimitOverrides",
    "Measure",
    "MeasureKind",
    "Rival",
    "Sought",
    "Task",
    "Trait",
    "assignment_folder",
    "available",
    "find_assignment",
    "json_schema",
    "load_assignment",
    "reference_folder",
]
