"""The handouts of the variants and of the latent representations: what they promise a student must hold."""

import nbformat
import pytest

from reference.build import ROOT

NAMES = {
    "clase156-variantes": ["ae_apilado", "ae_atado", "ae_lineal", "ae_no_lineal", "ae_bce", "ae_mse"],
    "representaciones-latentes": ["modelos", "ae_latente", "ae_no_generativo"],
}


@pytest.fixture(params=NAMES)
def assignment(request) -> str:
    return request.param


def _cells(assignment: str, kind: str) -> list[str]:
    notebook = nbformat.read(ROOT / "assignments" / assignment / "starter.ipynb", as_version=4)
    return [cell.source for cell in notebook.cells if cell.cell_type == kind]


def test_each_name_of_the_table_has_a_cell_to_fill_in(assignment):
    table, code = _cells(assignment, "markdown")[0], "\n".join(_cells(assignment, "code"))
    for name in NAMES[assignment]:
        assert f"`{name}`" in table
        assert f"\n{name} = ...  # TU CÓDIGO AQUÍ" in code


def test_an_unfilled_starter_says_what_is_missing(assignment, capsys):
    first, *others = NAMES[assignment]
    exec(_cells(assignment, "code")[-1], {first: object(), others[0]: ...})
    assert capsys.readouterr().out == f"Falta completar: {', '.join(others)}\n"


def test_a_filled_one_says_that_nothing_is(assignment, capsys):
    exec(_cells(assignment, "code")[-1], dict.fromkeys(NAMES[assignment], object()))
    assert capsys.readouterr().out == "Falta completar: nada\n"
