"""The command, on input that cannot be graded; what can be is in tests/end_to_end."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from grader.cli.grade import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: str, assignment: str | None = "clase156-tarea") -> tuple[int, str, str]:
        chosen = ["-a", assignment] if assignment else []
        with pytest.raises(SystemExit) as ended:
            main([*chosen, "-o", str(tmp_path / "grades"), "--lang", "en", *arguments])
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return call


def notebook(path: Path, *sources: str) -> str:
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return str(path)


def result(tmp_path: Path, name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((tmp_path / "grades" / name / "result.json").read_text())
    return loaded


def test_a_missing_path_is_usage(run: Run, tmp_path: Path) -> None:
    code, _, said = run(str(tmp_path / "nothing.ipynb"))
    assert code == 2
    assert "nothing.ipynb" in said


@pytest.mark.parametrize("wrong", [("--epoch-cap", "0"), ("--kernel-env", "keras1")])
def test_a_setting_of_the_kernel_that_there_is_not_is_usage(run: Run, tmp_path: Path, wrong: tuple[str, str]) -> None:
    code, _, said = run(notebook(tmp_path / "x.ipynb", "1"), *wrong)
    assert code == 2
    assert wrong[0] in said


def test_a_folder_without_notebooks_is_usage(run: Run, tmp_path: Path) -> None:
    code, _, said = run(str(tmp_path))
    assert code == 2
    assert "without notebooks" in said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("this is no JSON", "JSON"),
        ('{"cells": [{"cell_type": "code", "sour', "JSON"),
        ('{"a": 1}', "notebook"),
        ("[1, 2]", "notebook"),
        ("", "empty"),
        ("[" * 100_000, "nests"),
    ],
)
def test_what_is_no_notebook_is_a_result_of_zero_points(run: Run, tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "x.ipynb"
    path.write_text(content)
    code, shown, _ = run(str(path))
    graded = result(tmp_path, "x")
    assert code == 0
    assert (graded["status"], graded["score"], graded["accepted"]) == ("student_error", 0, False)
    assert said in graded["message"]
    assert shown.startswith("✗ NOT ACCEPTED")
    assert (tmp_path / "grades" / "x" / "report.html").exists()


def test_an_empty_notebook_is_told_so(run: Run, tmp_path: Path) -> None:
    code, _, _ = run(notebook(tmp_path / "x.ipynb", "", "  \n"))
    assert code == 0
    assert result(tmp_path, "x")["status"] == "student_error"


def test_pytorch_is_not_supported_and_says_why(run: Run, tmp_path: Path) -> None:
    run(notebook(tmp_path / "x.ipynb", "import torch\nx = torch.zeros(1)"))
    assert "PyTorch" in result(tmp_path, "x")["message"]


def test_an_unknown_assignment_lists_those_there_are(run: Run, tmp_path: Path) -> None:
    code, _, said = run(notebook(tmp_path / "x.ipynb", "1"), assignment="clase156-tara")
    assert code == 2
    assert "clase156-tarea" in said


def test_an_unclear_assignment_is_usage(run: Run, tmp_path: Path) -> None:
    code, _, said = run(notebook(tmp_path / "x.ipynb", "print('hello')"), assignment=None)
    assert code == 2
    assert "-a" in said


def test_an_invalid_assignment_names_file_line_and_field(run: Run, tmp_path: Path) -> None:
    (tmp_path / "assignment.yaml").write_text("name: broken\nversion: x\n")
    code, _, said = run(notebook(tmp_path / "x.ipynb", "1"), assignment=f"{tmp_path}/")
    assert code == 2
    assert "line 2" in said
    assert "version" in said


def test_a_folder_that_cannot_be_written_is_told_before_anything_runs(run: Run, tmp_path: Path) -> None:
    (tmp_path / "grades").write_text("a file")
    code, _, said = run(notebook(tmp_path / "x.ipynb", "1"))
    assert code == 2
    assert "cannot be written" in said


def test_missing_bubblewrap_is_our_fault_and_no_score(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    code, _, _ = run(notebook(tmp_path / "x.ipynb", "1"))
    graded = result(tmp_path, "x")
    assert code == 3
    assert (graded["status"], graded["score"]) == ("grader_error", None)
    assert "bubblewrap" in graded["message"]


def test_a_missing_dataset_names_the_ways_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from grader.datasets import places
    from grader.grading.grade import grade
    from grader.grading.options import Options

    for name in ("GRADER_DATA_DIR", "KERAS_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "empty"))
    monkeypatch.setattr(places, "_DEBIAN", tmp_path / "empty")
    path = Path(notebook(tmp_path / "x.ipynb", "1"))
    graded = grade(path, "clase156-tarea", tmp_path / "x", Options(tmp_path, "en"))
    assert (graded.status, graded.score) == ("grader_error", None)
    assert "apt install dataset-fashion-mnist" in (graded.message or "")


def test_json_goes_to_stdout_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.ipynb").write_text("nothing")
    _, shown, _ = run("--format", "json", str(tmp_path / "x.ipynb"))
    assert json.loads(shown) == result(tmp_path, "x")


def test_fail_under_decides_the_exit_code(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.ipynb").write_text("nothing")
    code, _, _ = run("--fail-under", "50", str(tmp_path / "x.ipynb"))
    assert code == 1


def test_a_class_has_a_result_for_everyone(run: Run, tmp_path: Path) -> None:
    for student in ("ana", "luis"):
        (tmp_path / "in" / student).mkdir(parents=True)
        (tmp_path / "in" / student / "tarea.ipynb").write_text("nothing")
    (tmp_path / "in" / "eva").mkdir()
    code, shown, said = run("-j", "2", str(tmp_path / "in"))
    assert code == 0
    assert [line.split()[1] for line in shown.splitlines() if "0 / 100" in line] == ["ana", "eva", "luis"]
    assert "3 submissions, 0 accepted" in shown
    assert "[2/2]" in said
    assert result(tmp_path, "eva")["message"] == "Nothing was handed in."
    assert [result(tmp_path, name)["submission"]["student"] for name in ("ana", "luis")] == ["ana", "luis"]
    _, shown, _ = run("--format", "json", str(tmp_path / "in"))
    assert json.loads(shown) == [result(tmp_path, name) for name in ("ana", "eva", "luis")]


def test_an_unclear_assignment_in_a_class_is_named_and_the_others_go_on(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    notebook(tmp_path / "in" / "ana.ipynb", "print('hello')")
    cells = [nbformat.v4.new_code_cell("import torch")]
    told = nbformat.v4.new_notebook(cells=cells, metadata={"grader": {"assignment": "clase156-tarea"}})
    nbformat.write(told, tmp_path / "in" / "luis.ipynb")
    (tmp_path / "in" / "eva.ipynb").write_text("nothing")
    code, shown, _ = run(str(tmp_path / "in"), assignment=None)
    assert code == 2
    assert "ana.ipynb" in shown
    assert "-a" in shown
    assert {name: result(tmp_path, name)["score"] for name in ("ana", "eva", "luis")} == {
        "ana": None,
        "eva": 0,
        "luis": 0,
    }
    assert result(tmp_path, "eva")["max_score"] == 100  # as for most of the class


def test_a_wrong_time_is_usage(run: Run, tmp_path: Path) -> None:
    code, _, said = run("--time-limit", "soon", notebook(tmp_path / "x.ipynb", "1"))
    assert code == 2
    assert "15m" in said


def test_spanish_is_the_default(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.ipynb").write_text("nothing")
    with pytest.raises(SystemExit):
        main(["-a", "clase156-tarea", "-o", str(tmp_path / "grades"), str(tmp_path / "x.ipynb")])
    assert capsys.readouterr().out.startswith("✗ NO ACEPTADO")
