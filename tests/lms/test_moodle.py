"""The worksheet and the zip, read back by the rules of Moodle's own importers."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.errors import UnreadableGrades
from grader.lms.mark import Mark, read_marks
from grader.lms.moodle import fill_worksheet, write_feedback
from grader.lms.table import Table
from tests.lms.conftest import class_result

ENGLISH = [
    "Identifier",
    "Full name",
    "Status",
    "Grade",
    "Maximum Grade",
    "Grade can be changed",
    "Last modified (grade)",
    "Feedback comments",
]
SPANISH = [
    "Identificador",
    "Nombre completo",
    "Estado",
    "Calificación",
    "Calificación máxima",
    "La calificación puede ser cambiada",
    "Última modificación (calificación)",
    "Comentarios de retroalimentación",
]


def worksheet(header: list[str], maximum: str = "10.00") -> Table:
    people = [("101", "Ana García"), ("102", "Bruno Díaz"), ("103", "Carla Ruiz"), ("104", "Dora Paz")]
    rows = [[f"Participant {n}", name, "Submitted", "", maximum, "Yes", "-", ""] for n, name in people]
    return Table(header, rows)


def importable(table: Table) -> dict[str, float]:
    """Grades that Moodle's importer would take: changed, not blank, not above the maximum, by Identifier."""
    found = {}
    for row in table.rows:
        grade, most = row[3].replace(",", "."), row[4].replace(",", ".")
        if grade and float(grade) <= float(most):
            found[row[0].removeprefix("Participant ")] = float(grade)
    return found


@pytest.mark.parametrize("header", [ENGLISH, SPANISH])
def test_scores_stand_on_the_worksheets_own_scale(header: list[str], marks: list[Mark]) -> None:
    filled = fill_worksheet(worksheet(header), marks, "es")
    assert importable(filled.table) == {"101": 8.3, "102": 4.05}
    assert [mark.student for mark in filled.without_score] == ["Carla Ruiz"]
    assert not filled.unknown
    assert filled.table.rows[0][7] == "ACEPTADO."


def test_decimal_commas_are_kept(marks: list[Mark]) -> None:
    filled = fill_worksheet(worksheet(SPANISH, "100,00"), marks, "es")
    assert filled.table.rows[1][3] == "40,50"


def test_a_name_finds_the_row_only_if_it_is_the_only_one(put: Callable[..., Path]) -> None:
    put(class_result("dora paz", None, 90.0), "dora")
    marks = read_marks(put(class_result("Nadie", None, 50.0), "nadie"))
    table = worksheet(ENGLISH)
    filled = fill_worksheet(table, marks, "en")
    assert importable(filled.table) == {"104": 9.0}
    assert [mark.student for mark in filled.unknown] == ["Nadie"]
    twice = worksheet(ENGLISH)
    twice.rows.append(["Participant 105", "Dora Paz", "", "", "10.00", "Yes", "-", ""])
    assert len(fill_worksheet(twice, marks, "en").unknown) == 2


def test_a_worksheet_without_its_columns_is_told(marks: list[Mark]) -> None:
    with pytest.raises(UnreadableGrades, match="no column Maximum Grade"):
        fill_worksheet(Table(["Identifier", "Grade"], [["Participant 101", ""]]), marks, "en")


def test_two_results_of_one_student_are_told(put: Callable[..., Path]) -> None:
    put(class_result("Ana García", "101", 83.0), "a")
    marks = read_marks(put(class_result("Ana García", "101", 20.0), "b"))
    with pytest.raises(UnreadableGrades, match="two results"):
        fill_worksheet(worksheet(ENGLISH), marks, "en")


def test_a_comment_is_no_formula(put: Callable[..., Path]) -> None:
    grades = put(class_result("Ana García", "101", 83.0), "ana")
    by_hand = {("Ana García", "clase156-tarea"): (50.0, "=HYPERLINK()")}
    filled = fill_worksheet(worksheet(ENGLISH), read_marks(grades, by_hand), "en")
    assert filled.table.rows[0][7][0] not in "=+-@"


def test_the_feedback_zip_leads_to_participants(put: Callable[..., Path], tmp_path: Path) -> None:
    put(class_result("Ana_García / Paz", "101", 83.0), "ana")
    marks = read_marks(put(class_result("Bruno", None, 10.0), "bruno"))
    assert [mark.student for mark in write_feedback(marks, tmp_path / "f.zip")] == ["Bruno"]
    with zipfile.ZipFile(tmp_path / "f.zip") as archive:
        names = archive.namelist()
    # importziplib.php: explode('_', path, 5), then participant and plugin
    parts = [name.split("_", 4) for name in names]
    assert [(part[1], part[2], part[3]) for part in parts] == [("101", "assignsubmission", "file")]
    assert names[0].endswith("/report.html")
    assert not names[0].startswith((".", "~", "/"))
