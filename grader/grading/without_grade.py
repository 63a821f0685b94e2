"""The result of a submission that nothing could be judged of."""

from grader.assignment import Assignment
from grader.errors import GradingError, StudentFault
from grader.grading.options import Options
from grader.outcome import Status
from grader.result import Isolation, Result, Submission

__all__ = ["without_grade"]


def without_grade(
    submission: Submission, assignment: Assignment | None, error: GradingError, options: Options
) -> Result:
    """Zero points where the fault is the student's, no score at all where it is anyone else's.

    Args:
        assignment: None where that could not be told.
    """
    theirs = isinstance(error, StudentFault)
    return Result(
        submission=submission,
        assignment=assignment.name if assignment else "",
        status=Status.STUDENT_ERROR if theirs else Status.GRADER_ERROR,
        message=error.explain(options.lang),
        score=0.0 if theirs else None,
        max_score=assignment.max_score if assignment else 0.0,
        accepted=False,
        isolation=Isolation(profile=options.isolation),
        tasks=[],
        diagnoses=[],
        environment={},
        timings={},
        provenance={},
    )
