"""`summary.csv`: one line for each submission, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Sequence

from grader.exchange.formula import defused
from grader.report.class_report.rows import ClassRow
from grader.report.plain import plain_line

__all__ = ["summary_csv"]

_FIELDS = ("student", "file", "folder", "assignment", "standing", "accepted", "needs_review", "score", "max_score")


def summary_csv(rows: Sequence[ClassRow]) -> str:
    """The table, with a column of points for each criterion that any submission has, and the message at the end.

    Numbers have a point and no unit, whatever the language, so that programs can read them.
    """
    columns = list(dict.fromkeys(name for row in rows for name in _points(row)))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*_FIELDS, *map(defused, columns), "message"])
    for row in rows:
        points = _points(row)
        writer.writerow([*_row(row), *(points.get(name, "") for name in columns), _text(row.result.message or "")])
    return out.getvalue()


def _row(row: ClassRow) -> list[str]:
    result = row.result
    return [
        _text(row.name),
        _text(result.submission.file),
        _text(row.folder.name),
        _text(result.assignment),
        row.standing,
        "yes" if result.accepted and row.score is not None else "no",
        "yes" if row.review else "no",
        "" if row.score is None else f"{row.score:.6g}",
        f"{result.max_score:.6g}",
    ]


def _points(row: ClassRow) -> dict[str, str]:
    if row.score is None:
        return {}
    return {f"{task.id}.{each.id}": f"{each.points:.6g}" for task in row.result.tasks for each in task.criteria}


def _text(value: str) -> str:
    return defused(plain_line(value))
