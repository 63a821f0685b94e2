from collections.abc import Callable
from pathlib import Path

import pytest

from grader.errors import MissingPath, UnreadableGrades
from grader.lms.mark import comment, read_marks
from tests.lms.conftest import class_result


def test_marks_come_by_student(grades: Path) -> None:
    assert [(mark.student, mark.score) for mark in read_marks(grades)] == [
        ("Ana García", 83.0),
        ("Bruno Díaz", 40.5),
        ("Carla Ruiz", None),
    ]


def test_a_submission_without_a_name_goes_by_its_folder(put: Callable[..., Path]) -> None:
    assert [mark.student for mark in read_marks(put(class_result(None, None, 5.0), "garciaana"))] == ["garciaana"]


def test_a_folder_of_one_submission_is_enough(grades: Path) -> None:
    assert [mark.student for mark in read_marks(grades / "ana")] == ["Ana García"]


def test_what_student_code_wrote_is_never_taken_for_a_result(grades: Path) -> None:
    forged = grades / "ana" / "evidence" / "box"
    forged.mkdir(parents=True)
    (forged / "result.json").write_text(class_result("Ana García", "101", 100.0).to_json())
    assert [mark.score for mark in read_marks(grades)] == [83.0, 40.5, None]


def test_an_override_counts_instead(grades: Path) -> None:
    by_hand = {("Carla Ruiz", "clase156-tarea"): (77.0, "the machine was down")}
    carla = read_marks(grades, by_hand)[2]
    assert (carla.score, carla.share) == (77.0, 0.77)
    assert comment(carla, "en") == "Set by hand: the machine was down"


def test_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(MissingPath, match=r"no result\.json"):
        read_marks(tmp_path)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"schema": "grader/result/v1"}'])
def test_a_damaged_result_is_named(grades: Path, content: str) -> None:
    (grades / "bruno" / "result.json").write_text(content)
    with pytest.raises(UnreadableGrades, match=r"bruno/result\.json"):
        read_marks(grades)


def test_comments_say_what_the_report_says(grades: Path) -> None:
    assert comment(read_marks(grades)[0], "es") == "ACEPTADO."
