"""Precision and recall of the diagnoses, over variants whose results are known."""

import io
from pathlib import Path

import pytest
from rich.console import Console

import grader.diagnosis
from grader.assignment import Assignment, available, find_assignment
from grader.criteria import kinds
from grader.mutants import KillMatrix, Mutant, Patch, Style, Variant, kill_matrix, load_variants
from grader.mutants.scores import DiagnosisScore, diagnosis_scores, diagnosis_table
from grader.result import Diagnosis, Result
from tests.calibration.results import result

PATCH = [Patch(find="a", replace="b")]


def mutant(diagnosis: str | None = None, also: list[str] | None = None) -> Mutant:
    return Mutant(title="x", patch=PATCH, loses=["simple.code_size"], diagnosis=diagnosis, also=also or [])


def told(assignment: Assignment, *codes: str, task: str | None = "simple") -> Result:
    found = [Diagnosis(code=code, task=task, symptom="s", cause="c", fix="f") for code in codes]
    return result(assignment).model_copy(update={"diagnoses": found})


@pytest.fixture(scope="module")
def matrix() -> KillMatrix:
    assignment = find_assignment("clase156-ejercicios", kinds())
    variants: dict[str, Variant] = {
        "found": mutant("slow"),
        "missed": mutant("slow"),
        "besides": mutant("blur", also=["slow"]),
        "wrong": mutant(None),
        "honest": Style(title="x", patch=PATCH, exercises=["simple"]),
        "evidence": Style(title="x", patch=PATCH, exercises=["simple"]),
        "elsewhere": Style(title="x", patch=PATCH, exercises=["simple"]),
    }
    results = {
        "found": told(assignment, "slow"),
        "missed": told(assignment),
        "besides": told(assignment, "slow", "blur"),
        "wrong": told(assignment, "blur"),
        "honest": told(assignment, "slow"),
        "evidence": told(assignment, "stand-in", "not-recorded", task=None),
        "elsewhere": told(assignment, "slow", task="sparse"),
    }
    return kill_matrix(assignment, variants, results)


def test_scores(matrix: KillMatrix) -> None:
    blur, slow = diagnosis_scores(matrix)
    assert blur == DiagnosisScore("blur", found=1, missed=[], false=["wrong"])
    assert slow == DiagnosisScore("slow", found=2, missed=["missed"], false=["honest"])
    assert (slow.precision, slow.recall, blur.precision) == (pytest.approx(2 / 3), pytest.approx(2 / 3), 0.5)


def test_never_told_has_no_precision() -> None:
    assert DiagnosisScore("x", 0, ["a"], []).precision is None
    assert DiagnosisScore("x", 0, [], ["a"]).recall is None


def test_the_table_names_who_spoils_it(matrix: KillMatrix) -> None:
    console = Console(width=100, record=True, file=io.StringIO())
    console.print(diagnosis_table(matrix, "en"))
    lines = [line.split() for line in console.export_text().splitlines()]
    assert ["slow", "67", "%", "67", "%", "missed", "honest"] in lines


def test_every_diagnosis_that_a_variant_names_exists() -> None:
    root = Path(grader.diagnosis.__file__).parent
    sources = "\n".join(path.read_text() for path in root.rglob("*.py"))
    for name in available():
        for variant in load_variants(find_assignment(name, kinds())).values():
            for code in (
                *variant.also,
                *([variant.diagnosis] if isinstance(variant, Mutant) and variant.diagnosis else []),
            ):
                assert f'"{code}"' in sources
