"""The handouts whose table names a model for each task: what they promise a student must hold."""

import re
from contextlib import redirect_stdout
from io import StringIO

import nbformat
import pytest

from grader.assignment import find_assignment
from reference.build import ROOT

STARTERS = ["metodos-generativos", "aprendizaje-profundo-s06"]


def _cells(starter: str, kind: str) -> list[str]:
    notebook = nbformat.read(ROOT / "assignments" / starter / "starter.ipynb", as_version=4)
    return [cell.source for cell in notebook.cells if cell.cell_type == kind]


def _rows(starter: str) -> list[list[str]]:
    """The cells of the table's rows: number and title, what to hand in, names, points."""
    lines = re.findall(r"^\| \d+ · .*$", "\n".join(_cells(starter, "markdown")), re.M)
    return [[part.strip() for part in line.strip("|").split("|")] for line in lines]


def _names(starter: str) -> list[str]:
    return [name for row in _rows(starter) for name in re.findall(r"`(\w+)`", row[2])]


def _said(starter: str, variables: dict[str, object]) -> str:
    *_, check = _cells(starter, "code")
    with redirect_stdout(StringIO()) as said:
        exec(check, variables)
    return said.getvalue()


@pytest.mark.parametrize("starter", STARTERS)
def test_each_name_of_the_table_has_its_place(starter):
    code = _cells(starter, "code")
    assert [sum(f"{name} = ...  # TU CÓDIGO AQUÍ" in source for source in code) for name in _names(starter)] == [
        1 for _ in _names(starter)
    ]


@pytest.mark.parametrize("starter", STARTERS)
def test_the_points_are_those_of_the_rubric(starter):
    points = [sum(criterion.points for criterion in task.criteria) for task in find_assignment(starter).tasks]
    assert [int(row[3]) for row in _rows(starter)] == points


@pytest.mark.parametrize("starter", STARTERS)
def test_each_task_has_its_heading(starter):
    headings = re.findall(r"^## Tarea (\d+) ·", "\n".join(_cells(starter, "markdown")), re.M)
    assert headings == [row[0].split(" · ")[0] for row in _rows(starter)]


@pytest.mark.parametrize("starter", STARTERS)
def test_an_unfilled_starter_says_what_is_missing(starter):
    first, *others = _names(starter)
    assert _said(starter, {first: object()}) == f"Falta completar: {', '.join(others)}\n"


@pytest.mark.parametrize("starter", STARTERS)
def test_a_filled_one_says_that_nothing_is(starter):
    assert _said(starter, {name: object() for name in _names(starter)}) == "Falta completar: nada\n"
