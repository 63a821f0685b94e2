"""Results as the autograder hooks of platforms want them: a file's name, and its content for one submission."""

import json
import math
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from grader.i18n import Lang, render
from grader.outcome import Outcome
from grader.report.verdict import SYMBOLS, verdict
from grader.result import CriterionResult, Diagnosis, Result

__all__ = ["PLATFORMS", "Platform", "classroom50", "gradescope", "prairielearn"]

Document = dict[str, Any]


@dataclass(frozen=True)
class Platform:
    """A platform's hook.

    Attributes:
        file: what it reads, below the folder of results.
        document: makes its content.
        needs_score: whether there is no form for a submission without a score; there is no file for one then.
    """

    file: str
    document: Callable[[Result, Lang], Document]
    needs_score: bool = False

    def json(self, result: Result, lang: Lang) -> str:
        """The file's content, strict JSON."""
        return json.dumps(self.document(result, lang), ensure_ascii=False, allow_nan=False, indent=2)


def gradescope(result: Result, lang: Lang) -> Document:
    """`results.json` of Gradescope (gradescope-autograders.readthedocs.io, "Specifications").

    After a fault of the grader it has neither a score nor tests: Gradescope then shows a failed autograder, which staff
    can run again, and no mark.
    """
    document: Document = {
        "output": _summary(result, lang),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "execution_time": math.ceil(result.timings.get("total", 0.0)),
        "extra_data": {"schema": result.schema_, "status": result.status.value, "accepted": result.accepted},
    }
    if result.score is None:
        return document
    tests = [
        {
            "name": f"{SYMBOLS[criterion.outcome]} {criterion.title}",
            "number": f"{number}.{place}",
            "score": criterion.points,
            "max_score": criterion.max_points,
            "status": "passed" if criterion.outcome is Outcome.PASS else "failed",
            "output": criterion.message,
            "tags": [task.id, criterion.id],
        }
        for number, task in enumerate(result.tasks, 1)
        for place, criterion in enumerate(task.criteria, 1)
    ]
    return {**document, "score": result.score, "tests": tests}


def prairielearn(result: Result, lang: Lang) -> Document:
    """`results.json` of PrairieLearn's external graders; `gradable` false keeps the student's attempt."""
    if result.score is None:
        return {"gradable": False, "message": _summary(result, lang), "format_errors": []}
    return {
        "gradable": True,
        "score": result.score / result.max_score if result.max_score else 0.0,
        "message": _summary(result, lang),
        "tests": [
            {
                "name": criterion.title,
                "description": criterion.target,
                "points": criterion.points,
                "max_points": criterion.max_points,
                "message": criterion.message,
            }
            for criterion in _criteria(result)
        ],
    }


def classroom50(result: Result, lang: Lang, given: Mapping[str, str] = os.environ) -> Document:
    """`result.json` of Classroom 50, schema `classroom50/result/v1`; scores are whole numbers there.

    Args:
        given: variables of the platform's workflow, which are handed on.

    Raises:
        ValueError: the result has no score; the workflow is to fail instead.
    """
    if result.score is None:
        raise ValueError("a result without a score")
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return {
        "schema": "classroom50/result/v1",
        "classroom": given.get("CLASSROOM", ""),
        "assignment": given.get("ASSIGNMENT", result.assignment),
        "assignment_type": given.get("ASSIGNMENT_TYPE", "individual"),
        "owner": given.get("OWNER", given.get("USERNAME", "")),
        "submission": given.get("SUBMISSION_TAG", ""),
        "commit": given.get("COMMIT_URL", ""),
        "release": given.get("RELEASE_URL", ""),
        "review": given.get("REVIEW_URL", ""),
        "datetime": now,
        "graded_at": now,
        "score": round(result.score),
        "max-score": round(result.max_score),
        "tests": [
            {
                "test-name": criterion.title,
                "passed": criterion.outcome is Outcome.PASS,
                "score": round(criterion.points),
                "max-score": round(criterion.max_points),
                "message": criterion.message,
            }
            for criterion in _criteria(result)
        ],
        "submitted_by": given.get("USERNAME", given.get("OWNER", "")),
    }


def _summary(result: Result, lang: Lang) -> str:
    said = verdict(result)
    lines = [": ".join(render(part, lang) for part in (said.word, said.reason) if part is not None)]
    if result.message:
        lines.append(result.message)
    for diagnosis in result.diagnoses:
        lines += ["", *_told(diagnosis)]
    return "\n".join(lines)


def _told(diagnosis: Diagnosis) -> Iterator[str]:
    yield f"• {diagnosis.symptom}"
    if diagnosis.cause:
        yield f"  {diagnosis.cause}"
    if diagnosis.fix:
        yield f"  → {diagnosis.fix}"


def _criteria(result: Result) -> Iterator[CriterionResult]:
    for task in result.tasks:
        yield from task.criteria


PLATFORMS: Final[Mapping[str, Platform]] = {
    "gradescope": Platform("results.json", gradescope),
    "prairielearn": Platform("results.json", prairielearn),
    "classroom50": Platform("result.json", classroom50, needs_score=True),
}
