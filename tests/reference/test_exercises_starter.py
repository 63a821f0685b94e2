"""The handout of the exercises: what it promises a student must hold."""

import re

import nbformat
import pytest

from grader.assignment import load_assignment
from reference.build import ROOT

FOLDER = ROOT / "assignments" / "clase156-ejercicios"
TASKS = load_assignment(FOLDER / "assignment.yaml").tasks


def _cells(name: str, kind: str) -> list[str]:
    notebook = nbformat.read(FOLDER / name, as_version=4)
    return [cell.source for cell in notebook.cells if cell.cell_type == kind]


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.id)
def test_the_starter_declares_the_name_that_the_rubric_looks_for(task):
    assert any(f"{task.declared_name} = ...  # TU CÓDIGO AQUÍ" in source for source in _cells("starter.ipynb", "code"))


def test_each_task_has_its_heading():
    headings = [
        line for source in _cells("starter.ipynb", "markdown") for line in re.findall(r"^## Ej.*", source, re.M)
    ]
    assert len(headings) == len(TASKS)
    for task, heading in zip(TASKS, headings, strict=True):
        assert any(word in heading.lower() for word in task.headings)


def test_an_unfilled_starter_says_what_is_missing(capsys):
    *_, check = _cells("starter.ipynb", "code")
    exec(check, {"ae_2d": ..., "ae_simple": object()})
    assert capsys.readouterr().out == "Falta completar: ae_2d, ae_ruido, ae_disperso, ae_anomalias\n"


def test_a_filled_one_says_that_nothing_is(capsys):
    *_, check = _cells("starter.ipynb", "code")
    exec(check, {task.declared_name: object() for task in TASKS})
    assert capsys.readouterr().out == "Falta completar: nada\n"


def test_the_sample_uses_none_of_the_declared_names():
    sample = "\n".join(_cells("sample.ipynb", "code"))
    assert not [task.declared_name for task in TASKS if task.declared_name in sample]
