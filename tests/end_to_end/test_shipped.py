"""The notebooks we ship, graded as anyone's: the reference, the sample, and the starter as it is handed out."""

from pathlib import Path

import pytest

from grader.grading.grade import grade
from grader.grading.options import Options
from grader.result import Result

ROOT = Path(__file__).parents[2]


def graded(notebook: str, folder: Path) -> Result:
    return grade(ROOT / notebook, None, folder / "out", Options(out=folder))


@pytest.mark.slow
@pytest.mark.parametrize(
    "notebook",
    [
        "reference/clase156_tarea/notebook.ipynb",
        "assignments/clase156-tarea/sample.ipynb",
        "reference/clase156_ejercicios/notebook.ipynb",
        "assignments/clase156-ejercicios/sample.ipynb",
    ],
)
def test_good_work_scores_everything(notebook: str, tmp_path: Path) -> None:
    result = graded(notebook, tmp_path)
    assert (result.accepted, result.score) == (True, 100), result.to_json()
    assert (tmp_path / "out" / "report.html").stat().st_size < 1_500_000


def test_the_empty_starter_is_graded_and_not_accepted(tmp_path: Path) -> None:
    result = graded("assignments/clase156-tarea/starter.ipynb", tmp_path)
    assert (result.status, result.accepted) == ("graded", False)
    assert result.score is not None
    assert result.score <= 5
