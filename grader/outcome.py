"""How a criterion, a task or a submission came out."""

from enum import StrEnum

__all__ = ["Outcome", "Status"]


class Outcome(StrEnum):
    """What became of one criterion.

    `UNVERIFIED`: the evidence does not allow a judgement, for or against; no points, and a person may look.
    `SKIPPED`: the criterion could not be reached because something before it failed; no points.
    """

    PASS = "pass"
    PARTIAL = "partial"
    FAIL = "fail"
    UNVERIFIED = "unverified"
    SKIPPED = "skipped"


class Status(StrEnum):
    """What became of one submission. A `GRADER_ERROR` never carries a score."""

    GRADED = "graded"
    STUDENT_ERROR = "student_error"
    GRADER_ERROR = "grader_error"
