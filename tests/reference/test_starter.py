"""The starter is a handout: what it promises a student must hold."""

import nbformat
import pytest

from reference.build import ROOT

FOLDER = ROOT / "assignments" / "clase156-tarea"


def _code(name: str) -> list[str]:
    notebook = nbformat.read(FOLDER / name, as_version=4)
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def test_every_step_has_a_cell_to_fill_in():
    assert sum("# TU CÓDIGO AQUÍ" in source for source in _code("starter.ipynb")) == 6


@pytest.mark.parametrize("name", ["encoder", "decoder", "autoencoder", "errores", "auc"])
def test_the_starter_declares_each_name(name):
    assert any(f"{name} = ...  # TU CÓDIGO AQUÍ" in source for source in _code("starter.ipynb"))


def test_an_unfilled_starter_says_what_is_missing(capsys):
    *_, check = _code("starter.ipynb")
    exec(check, {"encoder": ..., "auc": 0.9})
    assert capsys.readouterr().out == "Falta completar: camisetas, encoder, decoder, autoencoder, errores\n"


def test_the_sample_fills_in_every_cell():
    sample = "\n".join(_code("sample.ipynb"))
    assert "TU CÓDIGO AQUÍ" not in sample
    assert "= ...\n" not in sample


def test_the_sample_keeps_the_starters_given_cells():
    sample = _code("sample.ipynb")
    given = [source for source in _code("starter.ipynb") if "TU CÓDIGO AQUÍ" not in source]
    assert len(given) == 3
    assert all(source in sample for source in given)
