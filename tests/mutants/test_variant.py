"""Variants as they are shipped, and what is said of one with a mistake."""

from pathlib import Path

import pytest

from grader.assignment import available, find_assignment
from grader.assignment.load import load_rule
from grader.calibration import reference_notebook
from grader.criteria import kinds
from grader.errors import InvalidAssignment, InvalidReference
from grader.mutants import Mutant, Style, load_variants, patched

ASSIGNMENTS = [find_assignment(name, kinds()) for name in available()]


@pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=lambda assignment: assignment.name)
def test_every_shipped_variant_fits_its_reference(assignment) -> None:
    reference, tasks = reference_notebook(assignment.name), [task.id for task in assignment.tasks]
    made = {}
    for name, variant in load_variants(assignment).items():
        notebook = patched(reference, name, variant, tasks)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                compile(cell.source, name, "exec")
        made[name] = "\n".join(cell.source for cell in notebook.cells)
    assert len(set(made.values())) == len(made)


def test_there_are_enough_of_both() -> None:
    variants = [variant for assignment in ASSIGNMENTS for variant in load_variants(assignment).values()]
    assert sum(isinstance(variant, Mutant) for variant in variants) >= 30
    assert sum(isinstance(variant, Style) for variant in variants) >= 15


def test_every_criterion_that_accepts_work_stops_some_mutant() -> None:
    for assignment in ASSIGNMENTS:
        lost = {name for v in load_variants(assignment).values() if isinstance(v, Mutant) for name in v.loses}
        needed = {f"{task.id}.{criterion}" for task in assignment.tasks for criterion in task.acceptance}
        if any(name.endswith(".integrity") for name in lost):  # the probes are the same in every task
            lost |= {f"{task.id}.integrity" for task in assignment.tasks}
        assert needed <= lost | {"denoising.gain"}, assignment.name  # noise that is left is told by the advantage first


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("patch: [{find: a, replace: b}]\nloses: [detector.runs]", "title: found nothing"),
        ("title: x\npatch: []\nloses: [detector.runs]", "line 2: patch"),
        ("title: x\npatch: [{replace: b}]\nloses: [detector.runs]", "exactly one of find and cell"),
        ("title: x\npatch: [{find: a, cell: a, replace: b}]\nloses: [detector.runs]", "exactly one of find and cell"),
        ("title: x\npatch: [{find: a, replace: 3}]\nloses: [detector.runs]", "line 2: patch[0].replace: found 3"),
        ("title: x\npatch: [{find: a, replace: b}]\nlose: [detector.runs]", "an unknown field"),
        ("title: x\npatch: [{find: a, replace: b}]\nloses: [detector.runs", "YAML syntax"),
    ],
)
def test_a_mistake_is_told_with_file_and_field(content: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text(content)
    with pytest.raises(InvalidAssignment) as caught:
        load_rule(file, Mutant)
    assert str(file) in str(caught.value)
    assert said in str(caught.value)


STYLE = "title: x\npatch: [{find: a, replace: b}]\n"
MUTANT = "title: x\npatch: [{find: a, replace: b}]\nloses: [%s]\n"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "no variants"),
        ({"mutants/a.yaml": MUTANT % "detector.nothing"}, "loses: found detector.nothing"),
        ({"mutants/a.yaml": MUTANT % "detector.runs" + "exercises: [other]"}, "exercises: found other"),
        ({"mutants/a.yaml": MUTANT % "detector.runs", "styles/a.yaml": STYLE}, "same name"),
    ],
)
def test_variants_that_do_not_fit_the_rubric(files: dict[str, str], said: str, tmp_path: Path) -> None:
    reference = tmp_path / "reference"
    reference.mkdir()
    for name, content in files.items():
        (reference / name).parent.mkdir(exist_ok=True)
        (reference / name).write_text(content)
    with pytest.raises(InvalidReference, match=said):
        load_variants(find_assignment("clase156-tarea", kinds()), tmp_path)
