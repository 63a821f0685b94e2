"""The reference notebook and its seed."""

from pathlib import Path

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat import NotebookNode

from grader.assignment import available
from grader.calibration.notebook import reference_notebook, seeded
from grader.errors import InvalidReference


def notebook(*cells: tuple[str, list[str]]) -> NotebookNode:
    made = [nbformat.v4.new_code_cell(source, metadata={"tags": tags}) for source, tags in cells]
    return nbformat.v4.new_notebook(cells=made)


@pytest.mark.parametrize("name", available())
def test_every_assignment_has_a_reference_whose_seed_can_be_set(name: str) -> None:
    reference = reference_notebook(name)
    before, after = ([cell.source for cell in one.cells] for one in (reference, seeded(reference, 7)))
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert changed == [("SEED = 0", "SEED = 7")]


def test_a_reference_in_the_assignments_own_folder_goes_first(tmp_path: Path) -> None:
    own = tmp_path / "reference" / "notebook.ipynb"
    own.parent.mkdir()
    nbformat.write(notebook(("SEED = 0", ["parameters"])), own)
    assert [cell.source for cell in reference_notebook("clase156-tarea", tmp_path).cells] == ["SEED = 0"]


def test_without_one_it_is_that_of_the_checkout(tmp_path: Path) -> None:
    assert reference_notebook("clase156-tarea", tmp_path) == reference_notebook("clase156-tarea")


def test_an_installed_grader_looks_nowhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.assignment.find.checkout", lambda: None)
    with pytest.raises(InvalidReference, match=rf"{tmp_path}/reference/notebook\.ipynb"):
        reference_notebook("clase156-tarea", tmp_path)


@given(st.integers(0, 2**32 - 1))
def test_only_the_parameters_change(seed: int) -> None:
    given_ = notebook(("SEED = 0", []), ("A = 1\nSEED = 0\nB = SEED", ["parameters", "common"]))
    made = seeded(given_, seed)
    assert [cell.source for cell in made.cells] == ["SEED = 0", f"A = 1\nSEED = {seed}\nB = SEED"]
    assert given_.cells[1].source == "A = 1\nSEED = 0\nB = SEED"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([("SEED = 0", [])], "found 0 cells"),
        ([("SEED = 0", ["parameters"]), ("SEED = 1", ["parameters"])], "found 2 cells"),
        ([("seed = 0", ["parameters"])], "found 0 lines"),
        ([("SEED = 0\nSEED = 1", ["parameters"])], "found 2 lines"),
        ([("MY_SEED = 0", ["parameters"])], "found 0 lines"),
    ],
)
def test_what_cannot_be_seeded_says_why(cells: list[tuple[str, list[str]]], said: str) -> None:
    with pytest.raises(InvalidReference, match=said):
        seeded(notebook(*cells), 1)


def test_an_assignment_without_a_reference_says_where_it_was_looked_for() -> None:
    with pytest.raises(InvalidReference, match=r"reference/no_such/notebook\.ipynb"):
        reference_notebook("no-such")
