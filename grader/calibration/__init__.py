"""What a good answer reaches: reference notebooks under the pipeline, beside baselines that have learnt nothing.

A bound has to lie between the two; `calibration.json` keeps the figures that say so.
"""

from grader.calibration.model import Calibration, CriterionCalibration, Summary, TaskCalibration
from grader.calibration.notebook import reference_notebook, seeded
from grader.calibration.summarise import calibrate, doubts

__all__ = [
    "Calibration",
    "CriterionCalibration",
    "Summary",
    "TaskCalibration",
    "calibrate",
    "doubts",
    "reference_notebook",
    "seeded",
]
