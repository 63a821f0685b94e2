"""What runs holds the student's sources and nothing else of the submission."""

from pathlib import Path

import nbformat
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.intake import Cell, Notebook, to_executable

cells = st.lists(
    st.builds(Cell, st.integers(0, 1999), st.sampled_from(["code", "markdown"]), st.text()), unique_by=lambda c: c.index
)


def notebook(*content: Cell) -> Notebook:
    return Notebook(Path("x.ipynb"), "0" * 64, content, None)


@settings(deadline=None)
@given(cells)
def test_it_is_valid_and_keeps_every_source_in_order(content: list[Cell]) -> None:
    node = to_executable(notebook(*content))
    nbformat.validate(node)
    assert [(c.cell_type, c.source) for c in node.cells] == [(c.kind, c.source) for c in content]


def test_nothing_of_the_submission_can_steer_the_run() -> None:
    node = to_executable(notebook(Cell(7, "code", "x", tag="detector")))
    assert node.cells[0] == {
        "id": "cell-0007",
        "cell_type": "code",
        "metadata": {},
        "source": "x",
        "outputs": [],
        "execution_count": None,
    }
    assert node.metadata.kernelspec.name == "python3"


def test_it_survives_writing_and_reading() -> None:
    node = to_executable(notebook(Cell(0, "markdown", "# ñ"), Cell(1, "code", "print('a\\n')\n")))
    assert nbformat.reads(nbformat.writes(node), as_version=4) == node
