"""`grader export`, `gradebook` and `package` as they are called."""

import csv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.lms.conftest import class_result

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def grades(tmp_path: Path) -> Path:
    for name, number, score in (("Ana García", "101", 83.0), ("Bruno Díaz", "102", None)):
        folder = tmp_path / "grades" / name
        folder.mkdir(parents=True)
        (folder / "result.json").write_text(class_result(name, number, score).to_json(), encoding="utf-8")
        (folder / "report.html").write_text("<p>report", encoding="utf-8")
    return tmp_path / "grades"


def test_moodles_worksheet_and_feedback(grader: Call, grades: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("Identifier,Full name,Grade,Maximum Grade\nParticipant 101,Ana García,,10.00\n", encoding="utf-8")
    out, feedback = tmp_path / "filled.csv", tmp_path / "feedback.zip"
    code, _, said = grader(
        *("export", "moodle", str(grades), "--worksheet", str(sheet), "-o", str(out)),
        *("--feedback", str(feedback), "--lang", "en"),
    )
    assert code == 1  # Bruno has no row
    assert "Bruno Díaz: the table has no row" in said
    with out.open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file))[1] == ["Participant 101", "Ana García", "8.30", "10.00"]
    with zipfile.ZipFile(feedback) as archive:
        assert "Ana García_101_assignsubmission_file_/report.html" in archive.namelist()


def test_scores_set_by_hand_are_exported(grader: Call, grades: Path, tmp_path: Path) -> None:
    book = f"sqlite:///{tmp_path / 'book.db'}"
    out = tmp_path / "scores.csv"
    assert grader("gradebook", "record", str(grades), "--db", book)[0] == 0
    by_hand = ("gradebook", "override", "Bruno Díaz", "clase156-tarea", "55", "--reason", "graded on paper")
    assert grader(*by_hand, "--author", "prof", "--db", book)[0] == 0
    assert grader("export", "nbgrader", str(grades), "-o", str(out), "--gradebook", book)[0] == 0
    with out.open(encoding="utf-8", newline="") as file:
        assert [row["score"] for row in csv.DictReader(file)] == ["83.00", "55.00"]
    _, shown, _ = grader("gradebook", "show", "--db", book, "--lang", "en")
    assert "by hand, prof: graded on paper" in shown
    _, history, _ = grader("gradebook", "history", "Bruno Díaz", "--db", book, "--lang", "en")
    assert history.index("the grader failed") < history.index("graded on paper")


def test_an_override_is_a_score_or_a_withdrawal(grader: Call, tmp_path: Path) -> None:
    book = ("--db", f"sqlite:///{tmp_path / 'book.db'}")
    assert grader("gradebook", "override", "Ana", "x", "--reason", "r", *book)[0] == 2
    assert grader("gradebook", "override", "Ana", "x", "5", "--withdraw", "--reason", "r", *book)[0] == 2


def test_gradescopes_archive_holds_what_it_needs_at_its_root(grader: Call, tmp_path: Path) -> None:
    target = tmp_path / "autograder.zip"
    code, _, _ = grader("package", "gradescope", "clase156-tarea", "-o", str(target), "--deadline", "20m")
    assert code == 0
    assert target.stat().st_size < 100e6
    with zipfile.ZipFile(target) as archive:
        names = set(archive.namelist())
        script = archive.read("run_autograder").decode()
        modes = {name: archive.getinfo(name).external_attr >> 16 for name in ("setup.sh", "run_autograder")}
    assert {"setup.sh", "run_autograder", "grader/result.py", "assignments/clase156-tarea/assignment.yaml"} <= names
    assert {"pyproject.toml", "requirements.lock", "data/fashion-mnist/t10k-labels-idx1-ubyte.gz"} <= names
    assert not [name for name in names if name.startswith(("tests/", "reference/")) or "__pycache__" in name]
    assert all(mode & 0o111 for mode in modes.values())
    assert script.startswith("#!/bin/sh\n")
    assert "\r" not in script
    assert "--deadline 1200s" in script
    assert not [name for name in ("assignment", "lang", "deadline", "isolation") if f"${{{name}}}" in script]
