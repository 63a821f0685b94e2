"""The reference notebook and its seed."""

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
