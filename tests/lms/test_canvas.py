from collections.abc import Callable
from pathlib import Path

import pytest

from grader.errors import UnreadableGrades
from grader.lms.canvas import fill_gradebook
from grader.lms.mark import Mark, read_marks
from grader.lms.table import Table
from tests.lms.conftest import class_result

HEADER = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Autoencoders (991)", "Other (5)", "Final Score"]


def gradebook() -> Table:
    points = ["    Points Possible", "", "", "", "", "20.00", "10.00", "(read only)"]
    return Table(
        HEADER,
        [
            points,
            ["García, Ana", "101", "s1", "ana", "A", "", "7.00", "70"],
            ["Díaz, Bruno", "102", "s2", "bruno", "A", "EX", "", ""],
            ["Ruiz, Carla", "103", "s3", "carla", "A", "3.00", "", ""],
            ["Paz, Dora", "104", "s4", "dora", "A", "", "", ""],
        ],
    )


def column(table: Table) -> list[str]:
    return [row[5] for row in table.rows]


@pytest.mark.parametrize("title", ["Autoencoders", "autoencoders (991)"])
def test_one_column_is_filled_and_nothing_else(marks: list[Mark], title: str) -> None:
    filled = fill_gradebook(gradebook(), marks, title)
    assert column(filled.table) == ["20.00", "16.60", "EX", "3.00", ""]
    before = gradebook()
    assert [[*row[:5], *row[6:]] for row in filled.table.rows] == [[*row[:5], *row[6:]] for row in before.rows]
    assert [mark.student for mark in filled.without_score] == ["Carla Ruiz"]


@pytest.mark.parametrize(
    ("student", "number"), [("x", "104"), ("dora", None), ("s4", None), ("pazdora", None), ("Dora Paz", None)]
)
def test_students_are_found_as_canvas_finds_them(put: Callable[..., Path], student: str, number: str | None) -> None:
    filled = fill_gradebook(gradebook(), read_marks(put(class_result(student, number, 50.0), "x")), "Autoencoders")
    assert filled.table.rows[4][5] == "10.00"


def test_a_student_canvas_does_not_know(put: Callable[..., Path]) -> None:
    filled = fill_gradebook(gradebook(), read_marks(put(class_result("Eva", None, 50.0), "x")), "Autoencoders")
    assert [mark.student for mark in filled.unknown] == ["Eva"]


def test_a_new_title_would_make_a_new_assignment(marks: list[Mark]) -> None:
    with pytest.raises(UnreadableGrades, match="0 columns are called Tarea"):
        fill_gradebook(gradebook(), marks, "Tarea")


def test_without_points_there_is_no_scale(marks: list[Mark]) -> None:
    table = gradebook()
    del table.rows[0]
    with pytest.raises(UnreadableGrades, match="how many points"):
        fill_gradebook(table, marks, "Autoencoders")
