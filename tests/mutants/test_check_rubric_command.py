"""`grader check-rubric`: variants really run, all assignments in a row, and what stops it before anything runs."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from grader.assignment import find_assignment
from grader.cli.main import main
from grader.errors import GraderFault
from grader.i18n import Text
from grader.mutants import KillMatrix, Mutant, Verdict, load_variants
from grader.result import Result
from tests.calibration.results import result

HOMEWORK, EXERCISES = "clase156-tarea", "clase156-ejercicios"


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["check-rubric", "--lang", "en", *arguments])
    return int(ended.value.code or 0)


@pytest.mark.slow
def test_a_mutant_is_killed_and_honest_work_accepted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    only = [part for name in ("untrained", "wrong-sign", "linear-output") for part in ("--only", name)]
    assert run("clase156-tarea", *only, "-o", str(tmp_path), "--jobs", "2") == 0, capsys.readouterr().out
    matrix = KillMatrix.model_validate_json((tmp_path / "kill-matrix.json").read_bytes())
    assert {one.id: one.verdict for one in matrix.variants} == {
        "untrained": Verdict.KILLED,
        "wrong-sign": Verdict.KILLED,
        "linear-output": Verdict.ACCEPTED,
    }
    assert "3 variants, 0 of them not as they should be." in capsys.readouterr().out
    assert "wrong-sign<" in (tmp_path / "kill-matrix.svg").read_text()


def test_an_unknown_variant_is_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("clase156-tarea", "--only", "no-such") == 2
    assert "latent-784" in capsys.readouterr().err


def test_part_of_a_matrix_is_not_kept(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("clase156-tarea", "--only", "untrained", "--keep") == 2
    assert "whole matrix" in capsys.readouterr().err


@pytest.fixture
def graded(monkeypatch: pytest.MonkeyPatch) -> dict[str, set[str] | Exception]:
    """What becomes of each assignment's variants: those that are not as they should be, or what the grader raises."""
    faults: dict[str, set[str] | Exception] = {}

    def grade(notebooks: Mapping[str, bytes], assignment: str, out: Path, **options: Any) -> dict[str, Result]:
        out.mkdir(parents=True)
        bad = faults.get(assignment, set())
        if isinstance(bad, Exception):
            raise bad
        rubric = find_assignment(assignment)
        wanted = {name: set(v.loses) if isinstance(v, Mutant) else set() for name, v in load_variants(rubric).items()}
        return {name: result(rubric, lost=set() if name in bad else wanted[name]) for name in notebooks}

    monkeypatch.setattr("grader.cli.check_rubric.grade_with_bar", grade)
    monkeypatch.setattr("grader.assignment.available", lambda: [EXERCISES, HOMEWORK, "without-reference"])
    return faults


def summary(shown: str) -> dict[str, list[str]]:
    """The words of each row of the last table, by the assignment."""
    rows = [line.split() for line in shown.rpartition("──")[2].splitlines() if line.strip()]
    return {row[0]: row[1:] for row in rows}


def test_all_assignments_with_a_reference_are_checked_and_summed_up(
    graded: dict[str, set[str] | Exception], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--all", "-o", str(tmp_path)) == 0
    table = summary(capsys.readouterr().out)
    assert set(table) == {"Assignment", EXERCISES, HOMEWORK}
    for name in (EXERCISES, HOMEWORK):
        matrix = KillMatrix.model_validate_json((tmp_path / name / "kill-matrix.json").read_bytes())
        wrong, honest = (sum(one.honest is kind for one in matrix.variants) for kind in (False, True))
        assert table[name] == [f"{wrong}", "/", f"{wrong}", f"{honest}", "/", f"{honest}"]


def test_the_summary_names_what_is_not_as_it_should_be(
    graded: dict[str, set[str] | Exception], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    graded[EXERCISES] = {"simple-code-3"}
    assert run("--all", "-o", str(tmp_path)) == 1
    table = summary(capsys.readouterr().out)
    assert table[EXERCISES][-1] == "simple-code-3"
    assert int(table[EXERCISES][0]) == int(table[EXERCISES][2]) - 1
    assert len(table[HOMEWORK]) == 6


def test_one_that_fails_does_not_stop_the_others_and_its_exit_code_counts(
    graded: dict[str, set[str] | Exception], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    graded[EXERCISES], graded[HOMEWORK] = GraderFault(Text("The disk is full.")), {"wrong-sign"}
    assert run("--all", "-o", str(tmp_path)) == 3
    said = capsys.readouterr()
    table = summary(said.out)
    assert " ".join(table[EXERCISES]) == "- - The disk is full."
    assert table[HOMEWORK][-1] == "wrong-sign"
    assert "The disk is full." in said.err


@pytest.mark.parametrize("arguments", [(), (HOMEWORK, "--all"), ("--all", "--only", "wrong-sign")])
def test_it_takes_one_assignment_or_all(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*arguments) == 2
    assert "Name one assignment, or give --all" in capsys.readouterr().err
