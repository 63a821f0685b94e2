"""Writes both forms of the annotated notebook."""

from pathlib import Path
from typing import Final

import nbformat
from nbformat import NotebookNode

from grader.i18n import Lang
from grader.intake import Notebook
from grader.report.annotated.compose import annotated_notebook
from grader.report.annotated.page import annotated_page
from grader.result import Result

__all__ = ["NOTEBOOK", "PAGE", "write_annotated"]

NOTEBOOK: Final = "annotated.ipynb"
PAGE: Final = "annotated.html"
_ID: Final = "cell-"


def write_annotated(
    notebook: Notebook, executed: Path, result: Result, folder: Path, lang: Lang, *, report: str = "report.html"
) -> None:
    """Write `annotated.ipynb` and `annotated.html` into `folder`.

    Args:
        notebook: as it was handed in.
        executed: what `run_notebook` left: our own file, its outputs plain text and pictures.
        result: the grade; where it has none, both say why.
        folder: the submission's own.
        lang: language of what is said; the messages in `result` are already in it.
        report: where the report is, from `folder`.
    """
    outputs = _outputs(executed)
    document = annotated_notebook(notebook, outputs, result, lang)
    (folder / NOTEBOOK).write_text(nbformat.writes(document, version=4), encoding="utf-8")
    page = annotated_page(notebook, outputs, result, lang, report=report)
    (folder / PAGE).write_text(page, encoding="utf-8")


def _outputs(executed: Path) -> dict[int, list[NotebookNode]]:
    run = nbformat.from_dict(nbformat.reader.reads(executed.read_text(encoding="utf-8")))
    return {int(cell.id.removeprefix(_ID)): cell.outputs for cell in run.cells}
