"""Writes the report of a class."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from grader.i18n import Lang
from grader.report.class_report.page import class_page
from grader.report.class_report.rows import ClassRow, in_order
from grader.report.class_report.table import summary_csv

__all__ = ["PAGE", "TABLE", "write_class_report"]

PAGE: Final = "index.html"
TABLE: Final = "summary.csv"


def write_class_report(rows: Sequence[ClassRow], folder: Path, lang: Lang) -> Path:
    """Write `index.html` and `summary.csv` into `folder`, and return the page's path.

    Args:
        rows: the submissions, in any order; it may be empty.
        folder: an existing folder; links lead from it to the submissions' own folders.
        lang: language of the phrases; the messages in the results are already in theirs.
    """
    ordered = in_order(rows)
    page = folder / PAGE
    page.write_text(class_page(ordered, folder, lang, made_at=datetime.now().astimezone()), encoding="utf-8")
    (folder / TABLE).write_text(summary_csv(ordered), encoding="utf-8-sig", newline="")
    return page
