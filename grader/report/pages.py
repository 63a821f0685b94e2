"""Everything of a result that is for people to look at, written into the submission's folder."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from grader.i18n import Lang
from grader.intake import Notebook
from grader.report.annotated.write import NOTEBOOK, PAGE, write_annotated
from grader.report.figures import TaskFigures
from grader.report.html import render_html
from grader.report.yardstick import Yardstick
from grader.result import Result

__all__ = ["REPORT", "write_pages"]

REPORT: Final = "report.html"


def write_pages(
    result: Result,
    folder: Path,
    lang: Lang,
    *,
    notebook: Notebook | None = None,
    executed: Path | None = None,
    figures: Sequence[TaskFigures] = (),
    yardstick: Yardstick | None = None,
) -> None:
    """Write `report.html`, and the annotated notebook where there was a run; what an earlier grading left is replaced.

    Args:
        result: the grade.
        folder: the submission's own.
        lang: language of the phrases; the messages in `result` are already in it.
        notebook: as it was handed in; None where it could not be read.
        executed: what `run_notebook` left of it; None where it was not run.
        figures: what to draw, at most one for each task.
        yardstick: what measurements are shown beside.
    """
    if notebook is not None and executed is not None and executed.exists():
        write_annotated(notebook, executed, result, folder, lang, report=REPORT)
    else:
        for name in (NOTEBOOK, PAGE):
            (folder / name).unlink(missing_ok=True)
    page = render_html(
        result,
        figures,
        lang,
        graded_at=datetime.now().astimezone(),
        yardstick=yardstick,
        annotated=PAGE if (folder / PAGE).exists() else None,
    )
    (folder / REPORT).write_text(page, encoding="utf-8")
