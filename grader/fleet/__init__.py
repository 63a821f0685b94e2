"""Many notebooks graded side by side, each in a process of its own; what is already graded is not repeated."""

from grader.fleet.fleet import Fleet, Job
from grader.fleet.lock import locked
from grader.fleet.run import grade_all

__all__ = ["Fleet", "Job", "grade_all", "locked"]
