"""The handout of the fifth unit: what it promises a student must hold."""

import re

import nbformat
import pytest

from reference.build import ROOT

NOTEBOOK = nbformat.read(ROOT / "assignments" / "unidad-5" / "starter.ipynb", as_version=4)
CODE = [cell.source for cell in NOTEBOOK.cells if cell.cell_type == "code"]
TEXT = [cell.source for cell in NOTEBOOK.cells if cell.cell_type == "markdown"]
ROWS = re.findall(r"^\| (\d+) · .*\| `(\w+)` \| (\d+) \|$", TEXT[0], re.MULTILINE)


def test_twelve_exercises_are_worth_a_hundred_points():
    assert [int(number) for number, _, _ in ROWS] == list(range(1, 13))
    assert sum(int(points) for _, _, points in ROWS) == 100


@pytest.mark.parametrize(("number", "name"), [row[:2] for row in ROWS])
def test_each_exercise_has_its_heading_and_the_name_to_fill_in(number, name):
    assert sum(f"## Ejercicio {number} · " in source for source in TEXT) == 1
    assert sum(f"{name} = ...  # TU CÓDIGO AQUÍ" in source for source in CODE) == 1


def test_an_unfilled_starter_says_what_is_missing(capsys):
    exec(CODE[-1], {"vae": ..., **{name: object() for _, name, _ in ROWS if name not in ("vae", "umbral")}})
    assert capsys.readouterr().out == "Falta completar: umbral, vae\n"


def test_a_filled_one_says_that_nothing_is(capsys):
    exec(CODE[-1], {name: object() for _, name, _ in ROWS})
    assert capsys.readouterr().out == "Falta completar: nada\n"
