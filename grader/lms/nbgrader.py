"""nbgrader: the table that its own `nbgrader export` writes (nbgrader/plugins/export.py)."""

from collections.abc import Sequence
from typing import Final

from grader.exchange.formula import defused
from grader.lms.mark import Mark
from grader.lms.table import Table, decimal

__all__ = ["HEADER", "nbgrader_table"]

HEADER: Final = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
)


def nbgrader_table(marks: Sequence[Mark]) -> Table:
    """One row for each mark; the score stays empty where the grader failed."""
    return Table(list(HEADER), [_row(mark) for mark in marks])


def _row(mark: Mark) -> list[str]:
    score = "" if mark.score is None else decimal(mark.score)
    student = mark.result.submission.student_id or mark.student
    known = {
        "assignment": mark.result.assignment,
        "student_id": defused(student),
        "last_name": defused(mark.student) if student != mark.student else "",
        "raw_score": score,
        "late_submission_penalty": "0.00",
        "score": score,
        "max_score": decimal(mark.result.max_score),
    }
    return [known.get(name, "") for name in HEADER]
