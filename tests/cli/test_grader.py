"""The command `grader`: assignments, schema, and how it ends."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.cli.main import main

Run = Callable[..., tuple[int, str, str]]

BROKEN = "name: broken\nversion: x\n"


def test_assignments_are_listed_with_points_and_tasks(grader: Run) -> None:
    code, shown, _ = grader("assignments", "--lang", "en")
    line = next(line for line in shown.splitlines() if "clase156-tarea" in line)
    assert code == 0
    assert line.split()[0] == "clase156-tarea"
    assert "Homework of Clase 156" in line
    assert " 100 " in line
    assert "detector" in line


def test_spanish_is_the_default(grader: Run) -> None:
    assert "Tarea de la Clase 156" in grader("assignments")[1]


def test_a_broken_assignment_does_not_hide_the_others(
    grader: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "assignment.yaml").write_text(BROKEN)
    monkeypatch.setenv("GRADER_ASSIGNMENTS_DIR", str(tmp_path))
    code, shown, said = grader("assignments", "--lang", "en")
    assert code == 2
    assert "clase156-tarea" in shown
    assert "line 2" in said


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", ["T-shirt detector", "Measured ROC-AUC *", ">= 0.85, partial from 0.6", "wall 900 s", "6144 MiB"]),
        ("es", ["Detector de camisetas", "ROC-AUC medido *", ">= 0.85, parcial desde 0.6", "split train"]),
    ],
)
def test_an_assignment_is_described_in_full(grader: Run, lang: str, expected: list[str]) -> None:
    code, shown, _ = grader("assignments", "clase156-tarea", "--lang", lang)
    assert code == 0
    for part in expected:
        assert part in shown


def test_bounds_are_shown_for_each_dataset(grader: Run) -> None:
    _, shown, _ = grader("assignments", "clase156-ejercicios", "--lang", "en")
    for dataset in ("mnist", "fashion_mnist", "digits"):
        assert f"{dataset}: <= " in shown


def test_an_unknown_assignment_is_usage_and_told_in_the_language_asked_for(grader: Run) -> None:
    code, shown, said = grader("assignments", "clase156-tara", "--lang", "en")
    assert (code, shown) == (2, "")
    assert "Did you mean clase156-tarea?" in said
    assert "¿Querías decir clase156-tarea?" in grader("assignments", "clase156-tara")[2]


@pytest.mark.parametrize(("kind", "field"), [("assignment", "tasks"), ("result", "criteria")])
def test_schemas_are_json(grader: Run, kind: str, field: str) -> None:
    code, shown, _ = grader("schema", kind)
    assert code == 0
    assert field in json.dumps(json.loads(shown))


def test_an_unknown_command_is_usage(grader: Run) -> None:
    code, _, said = grader("asignments")
    assert code == 2
    assert "asignments" in said


def test_every_command_has_help(grader: Run) -> None:
    _, shown, _ = grader("--help")
    for name in ("assignments", "data", "doctor", "schema"):
        assert f"  {name} " in shown
        assert grader(name, "--help")[0] == 0


def test_the_language_of_one_call_is_not_that_of_the_next(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GRADER_LANG", raising=False)
    for arguments, said in ((["--lang", "en"], "There is no"), ([], "No hay ninguna")):
        with pytest.raises(SystemExit):
            main(["assignments", "nothing", *arguments])
        assert capsys.readouterr().err.startswith(said)
