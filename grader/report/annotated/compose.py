"""From the submitted cells, their outputs and the result to an annotated notebook."""

from collections.abc import Mapping

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grader.i18n import Lang
from grader.intake import Cell, Notebook
from grader.report.annotated.markdown import head_markdown, note_markdown
from grader.report.annotated.notes import notes, unplaced
from grader.result import Result

__all__ = ["annotated_notebook"]


def annotated_notebook(
    notebook: Notebook, outputs: Mapping[int, list[NotebookNode]], result: Result, lang: Lang
) -> NotebookNode:
    """The notebook, a Markdown cell with the verdict at its head, and one after each cell of which something is said.

    Args:
        outputs: of each code cell that was run, by its place in the notebook from 0.
    """
    numbers = [cell.index + 1 for cell in notebook.cells]
    found = notes(result, numbers)
    cells = [_said("grader-head", head_markdown(result, *unplaced(result, numbers), lang))]
    for cell in notebook.cells:
        cells.append(_own(cell, outputs))
        note = found[cell.index + 1]
        if note.says:
            cells.append(_said(f"grader-note-{cell.index}", note_markdown(cell.index + 1, note, lang)))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel, "language_info": {"name": "python"}})


def _own(cell: Cell, outputs: Mapping[int, list[NotebookNode]]) -> NotebookNode:
    name = f"cell-{cell.index}"
    if cell.kind == "markdown":
        return new_markdown_cell(cell.source, id=name)
    return new_code_cell(cell.source, id=name, outputs=outputs.get(cell.index, []))


def _said(name: str, source: str) -> NotebookNode:
    return new_markdown_cell(source, id=name, metadata={"grader": {"feedback": True}, "editable": False})
