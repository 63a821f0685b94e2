"""What a good answer reaches: reference notebooks under the pipeline, beside baselines that have learnt nothing.

A bound has to lie between the two; `calibration.json` keeps the figures that say so.
"""

from grader.calibration.model import Calibration, CriterionCalibration, Summary, TaskCalibration
from grader.calibration.notebook import has_reference, reference_notebook, seeded
from grader.calibration.summarise import calibrate, doubts

__all__ = [
    "Calibration",
    "CriterionCalibration",
    "Summary",
    "TaskCalibration",
    "calibrate",
    "doubts",
    "has_reference",
    "reference_notebook",
    "seeded",
]
