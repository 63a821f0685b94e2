from pathlib import Path

import pytest

from grader.errors import GradebookError
from grader.gradebook import Gradebook, Override, Run
from tests.lms.conftest import class_result

TASK = "clase156-tarea"


@pytest.fixture
def book(tmp_path: Path) -> Gradebook:
    return Gradebook.open(f"sqlite:///{tmp_path / 'book.db'}")


def scores(book: Gradebook) -> dict[str, float | None]:
    return {one.student: one.score for one in book.standings(TASK)}


def test_a_result_is_kept_once(book: Gradebook) -> None:
    ana = class_result("Ana", "1", 83.0)
    assert book.record([("Ana", ana), ("Bruno", class_result("Bruno", "2", 10.0))]) == 2
    assert book.record([("Ana", ana)]) == 0
    assert scores(book) == {"Ana": 83.0, "Bruno": 10.0}


def test_the_latest_counts_and_a_fault_of_ours_takes_nothing_away(book: Gradebook) -> None:
    for score in (83.0, 60.0, None):
        book.record([("Ana", class_result("Ana", "1", score))])
    assert scores(book) == {"Ana": 60.0}
    assert [row.score for row in book.history("Ana")] == [83.0, 60.0, None]


def test_an_override_stands_until_it_is_taken_back(book: Gradebook) -> None:
    book.record([("Ana", class_result("Ana", "1", 83.0))])
    book.override("Ana", TASK, 90.0, reason="looked at it", author="prof")
    book.record([("Ana", class_result("Ana", "1", 20.0))])
    assert scores(book) == {"Ana": 90.0}
    assert book.overrides() == {("Ana", TASK): (90.0, "looked at it")}
    book.override("Ana", TASK, None, reason="a mistake", author="prof")
    assert scores(book) == {"Ana": 20.0}
    assert book.overrides() == {}
    assert [type(row) for row in book.history("Ana")] == [Run, Override, Run, Override]


def test_times_are_in_utc(book: Gradebook) -> None:
    book.record([("Ana", class_result("Ana", "1", 83.0))])
    offset = book.history("Ana")[0].recorded.utcoffset()
    assert offset is not None
    assert offset.total_seconds() == 0


def test_it_is_the_same_when_opened_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'book.db'}"
    Gradebook.open(url).record([("Ana", class_result("Ana", "1", 83.0))])
    assert scores(Gradebook.open(url)) == {"Ana": 83.0}


def test_an_unknown_student_is_told(book: Gradebook) -> None:
    book.record([("Ana", class_result("Ana", "1", 83.0))])
    with pytest.raises(GradebookError, match="It knows: Ana"):
        book.override("Anna", TASK, 1.0, reason="x", author="prof")
    with pytest.raises(GradebookError, match="no student Anna"):
        book.history("Anna")


@pytest.mark.parametrize("url", ["nonsense", "sqlite:////nowhere/at/all/book.db", "postgresql+absent://host/x"])
def test_a_database_that_cannot_be_used(url: str) -> None:
    with pytest.raises(GradebookError, match="cannot be used"):
        Gradebook.open(url)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "book.db").write_text("student,score\nAna,83\n" * 100)
    with pytest.raises(GradebookError, match="cannot be used"):
        Gradebook.open(f"sqlite:///{tmp_path / 'book.db'}")
