"""Results of a small class, as grading leaves them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.assignment import find_assignment
from grader.criteria import kinds
from grader.lms.mark import Mark, read_marks
from grader.outcome import Status
from grader.result import Result, Submission
from tests.calibration.results import result


def class_result(student: str | None, number: str | None, score: float | None, **changes: Any) -> Result:
    whole = result(find_assignment("clase156-tarea", kinds()))
    update: dict[str, Any] = {
        "submission": Submission(file="tarea.ipynb", sha256="0" * 64, student=student, student_id=number),
        "score": score,
    }
    if score is None:
        update |= {"status": Status.GRADER_ERROR, "tasks": [], "accepted": False, "message": "The grader failed."}
    return whole.model_copy(update=update | changes)


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    """Leave a result in the class's folder, and get that folder."""
    grades = tmp_path / "grades"

    def put(result: Result, name: str) -> Path:
        folder = grades / name
        folder.mkdir(parents=True)
        (folder / "result.json").write_text(result.to_json(), encoding="utf-8")
        (folder / "report.html").write_text(f"<h1>{name}</h1>", encoding="utf-8")
        return grades

    return put


@pytest.fixture
def grades(put: Callable[..., Path]) -> Path:
    put(class_result("Ana García", "101", 83.0), "ana")
    put(class_result("Bruno Díaz", "102", 40.5, accepted=False), "bruno")
    return put(class_result("Carla Ruiz", "103", None), "carla")


@pytest.fixture
def marks(grades: Path) -> list[Mark]:
    return read_marks(grades)
