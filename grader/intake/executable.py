"""The notebook that is really run: the student's sources in a file of ours."""

from typing import Any

from grader.intake.notebook import Cell, Notebook

__all__ = ["to_executable"]


def to_executable(notebook: Notebook) -> Any:
    """A fresh nbformat 4 `NotebookNode` with the cells of `notebook`, one for one and in their order.

    No outputs, tags or metadata of the submission are in it, since each of them can steer nbclient (a tag can make
    it skip a cell); the kernel is `python3`. Each cell's id is `cell-<index>`, the place in the submitted file.
    """
    import nbformat

    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.from_dict(
        {
            "nbformat": 4,
            "nbformat_minor": 5,
            "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
            "cells": [_cell(cell) for cell in notebook.cells],
        }
    )


def _cell(cell: Cell) -> dict[str, object]:
    node: dict[str, object] = {"id": f"cell-{cell.index:04d}", "cell_type": cell.kind, "metadata": {}}
    if cell.kind == "code":
        node |= {"execution_count": None, "outputs": []}
    return node | {"source": cell.source}
