"""From results to verdicts: mutants must be stopped for the right reason, honest work accepted."""

import io
import json

import pytest
from rich.console import Console

from grader.assignment import Assignment, find_assignment
from grader.criteria import kinds
from grader.mutants import KillMatrix, Mutant, Patch, Style, Variant, Verdict, kill_matrix
from grader.mutants.figure import draw_matrix
from grader.mutants.matrix import Mark
from grader.mutants.table import tables
from grader.outcome import Status
from tests.calibration.results import result

PATCH = [Patch(find="a", replace="b")]


@pytest.fixture(scope="module")
def assignment() -> Assignment:
    return find_assignment("clase156-ejercicios", kinds())


def mutant(*loses: str, exercises: list[str] | None = None) -> Mutant:
    return Mutant(title="x", exercises=exercises or [], patch=PATCH, loses=list(loses))


def style(min_score: float = 100.0, exercises: list[str] | None = None) -> Style:
    return Style(title="x", exercises=exercises or [], patch=PATCH, min_score=min_score)


def verdict(assignment: Assignment, variant: Variant, lost: set[str]) -> Verdict:
    (one,) = kill_matrix(assignment, {"x": variant}, {"x": result(assignment, lost=lost)}).variants
    return one.verdict


@pytest.mark.parametrize(
    ("variant", "lost", "expected"),
    [
        (mutant("simple.code_size"), {"simple.code_size"}, Verdict.KILLED),
        (mutant("simple.code_size"), {"simple.code_size", "simple.reconstruction"}, Verdict.KILLED),
        (mutant("simple.code_size"), set(), Verdict.SURVIVED),
        # Stopped, but for another reason than the one that was named.
        (mutant("simple.code_size"), {"simple.reconstruction"}, Verdict.SURVIVED),
        (mutant("simple.code_size", "simple.trained_on"), {"simple.code_size"}, Verdict.SURVIVED),
        # Another task's refusal does not count.
        (mutant("simple.code_size"), {"sparse.sparsity"}, Verdict.SURVIVED),
        # Lost, and yet accepted: beats_pca costs points alone.
        (mutant("simple.beats_pca"), {"simple.beats_pca"}, Verdict.SURVIVED),
        (style(), set(), Verdict.ACCEPTED),
        (style(), {"sparse.sparsity"}, Verdict.FALSE_ALARM),
        (style(exercises=["simple"]), {"sparse.sparsity"}, Verdict.ACCEPTED),
        (style(exercises=["simple"]), {"simple.beats_pca"}, Verdict.FALSE_ALARM),
        (style(min_score=90, exercises=["simple"]), {"simple.beats_pca"}, Verdict.ACCEPTED),
        (style(min_score=0, exercises=["simple"]), {"simple.code_size"}, Verdict.FALSE_ALARM),
    ],
)
def test_verdicts(assignment: Assignment, variant: Variant, lost: set[str], expected: Verdict) -> None:
    assert verdict(assignment, variant, lost) is expected


def test_a_notebook_that_could_not_be_judged_has_lost_everything(assignment: Assignment) -> None:
    unread = result(assignment).model_copy(update={"tasks": [], "status": Status.STUDENT_ERROR, "accepted": False})
    variants = {"wrong": mutant("simple.code_size"), "honest": style()}
    matrix = kill_matrix(assignment, variants, dict.fromkeys(variants, unread))
    assert [one.verdict for one in matrix.variants] == [Verdict.KILLED, Verdict.FALSE_ALARM]
    assert [one.id for one in matrix.faults] == ["honest"]


def test_work_a_person_should_look_at_is_not_accepted(assignment: Assignment) -> None:
    sure = result(assignment)
    tasks = [task.model_copy(update={"accepted": False, "needs_review": True}) for task in sure.tasks]
    matrix = kill_matrix(assignment, {"x": style()}, {"x": sure.model_copy(update={"tasks": tasks})})
    assert matrix.variants[0].verdict is Verdict.FALSE_ALARM


@pytest.fixture(scope="module")
def matrix(assignment: Assignment) -> KillMatrix:
    variants = {
        "killed": mutant("simple.code_size", exercises=["simple"]),
        "survivor": mutant("sparse.sparsity", exercises=["sparse"]),
        "honest": style(exercises=["simple", "sparse"]),
    }
    lost = {"killed": {"simple.code_size", "simple.beats_pca"}, "survivor": set(), "honest": set()}
    return kill_matrix(assignment, variants, {name: result(assignment, lost=lost[name]) for name in variants})


def test_marks(matrix: KillMatrix) -> None:
    killed, survivor, honest = matrix.variants
    assert killed.mark("simple", "code_size") is Mark.KILLED
    assert killed.mark("simple", "beats_pca") is Mark.LOST
    assert killed.mark("simple", "trained_on") is Mark.PASSED
    assert killed.mark("sparse", "sparsity") is None
    assert survivor.mark("sparse", "sparsity") is Mark.MISSED
    assert honest.mark("sparse", "sparsity") is Mark.PASSED


def test_points_are_those_of_its_own_tasks(matrix: KillMatrix) -> None:
    assert [(one.score, one.max_score) for one in matrix.variants] == [(14, 20), (20, 20), (40, 40)]


def test_it_reads_back_what_it_writes(matrix: KillMatrix) -> None:
    assert json.loads(matrix.to_json())["schema"] == "grader/kill-matrix/v1"
    assert KillMatrix.model_validate_json(matrix.to_json()) == matrix


def test_tables_hold_a_row_per_variant_of_the_task(matrix: KillMatrix) -> None:
    console = Console(width=100, record=True, file=io.StringIO())
    for table in tables(matrix, "en"):
        console.print(table)
    lines = [line.split() for line in console.export_text().splitlines()]
    assert ["killed", "·", "✗", "·", "○", "·", "·", "killed"] in lines
    assert ["survivor", "·", "!", "·", "·", "·", "·", "SURVIVED"] in lines
    assert ["honest", "·", "·", "·", "·", "·", "·", "accepted"] in lines
    assert len([line for line in lines if line and line[0] == "honest"]) == 2


def test_the_figure_names_rows_columns_and_verdicts(matrix: KillMatrix) -> None:
    drawn = draw_matrix(matrix, "en")
    assert drawn == draw_matrix(matrix, "en")
    for word in ("killed", "survivor", "honest", "simple.code_size", "sparse.sparsity", "SURVIVED"):
        assert f"{word}<" in drawn
