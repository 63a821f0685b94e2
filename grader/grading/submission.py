"""What one student handed in, graded: the unit of a batch."""

import shutil
from contextlib import suppress
from pathlib import Path

from grader.assignment import Assignment
from grader.errors import GradingError
from grader.grading.grade import grade, recall
from grader.grading.options import Options
from grader.grading.out import write_result
from grader.grading.without_grade import without_grade
from grader.report.pages import write_pages
from grader.result import Result
from grader.result import Submission as Whose
from grader.submissions import Submission

__all__ = ["failed", "grade_submission", "graded_before"]


def grade_submission(submission: Submission, asked: str | None, folder: Path, options: Options) -> Result:
    """Grade the notebook that was handed in; its path is known.

    Raises:
        UsageError, StudentFault: as `grade`.
    """
    assert submission.path is not None
    return grade(submission.path, asked, folder, options, handed_in=submission)


def graded_before(submission: Submission, asked: str | None, folder: Path, options: Options) -> Result | None:
    """The result of an earlier grading of just this, in just this way; its path is known."""
    assert submission.path is not None
    try:
        return recall(submission.path, asked, folder, options, handed_in=submission)
    except GradingError:
        return None


def failed(
    submission: Submission,
    assignment: Assignment | None,
    folder: Path,
    error: GradingError,
    options: Options,
    *,
    pages: bool = True,
) -> Result:
    """Leave a result and a report that say why there is no grade; what an earlier grading left behind goes.

    Args:
        assignment: None where that could not be told.
        pages: whether there is to be a report; who has interrupted us does not want to wait for one.
    """
    whose = Whose(
        file=submission.file,
        sha256=None,
        student=submission.student,
        student_id=submission.id,
        late=submission.late,
    )
    result = without_grade(whose, assignment, error, options)
    shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):  # a disk without room: those who wait are told all the same
        folder.mkdir(parents=True, exist_ok=True)
        write_result(result, folder)
        if pages:
            write_pages(result, folder, options.lang)
    return result
