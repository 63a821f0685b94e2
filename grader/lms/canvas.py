"""Canvas: its exported gradebook with one assignment's column filled in (lib/gradebook_importer.rb)."""

from collections.abc import Iterable, Sequence
from typing import Final

from grader.errors import UnreadableGrades
from grader.i18n import text
from grader.lms.filled import Filled, column, one_each
from grader.lms.mark import Mark
from grader.lms.table import Table, decimal

__all__ = ["fill_gradebook"]

#: Columns that identify a student, in the order in which Canvas itself looks.
_IDS: Final = ("ID", "SIS User ID", "SIS Login ID")
_POINTS: Final = "points possible"
_EXCUSED: Final = "EX"


def fill_gradebook(table: Table, marks: Sequence[Mark], title: str) -> Filled:
    """Write each score into the assignment's column, on its own scale.

    Args:
        title: of the assignment in Canvas, with or without its number; the column must be there already, as Canvas
            makes a new assignment of any other title. Students who are excused (`EX`) stay so.

    Raises:
        UnreadableGrades: no or more than one such column, no row of points possible, or a student with two results.
    """
    target = _target(table, title)
    student = column(table, "Student")
    known = [i for i, header in enumerate(table.header) if header in _IDS]
    points = _points(table, student, target)
    people = [row for row in table.rows if any(row[i].strip() for i in known)]
    filled = Filled(table)
    for mark in one_each(marks):
        row = _row(mark, people, known, student)
        if row is None:
            filled.unknown.append(mark)
        elif mark.share is None:
            filled.without_score.append(mark)
        elif row[target].strip() != _EXCUSED:
            row[target] = decimal(mark.share * points, like=(row[target] for row in table.rows))
            filled.written.append(mark)
    return filled


def _target(table: Table, title: str) -> int:
    wanted = title.strip().casefold()
    found = [i for i, header in enumerate(table.header) if header.casefold() == wanted]
    found = found or [i for i, header in enumerate(table.header) if header.casefold().startswith(f"{wanted} (")]
    if len(found) != 1:
        raise UnreadableGrades(
            text(
                "{n} columns are called {title}; the file has: {headers}.",
                n=len(found),
                title=title,
                headers=", ".join(table.header),
            ),
            text(
                "Make the assignment in Canvas first, export the gradebook again, and name the column as it is there."
            ),
        )
    return found[0]


def _points(table: Table, student: int, target: int) -> float:
    for row in table.rows:
        if row[student].strip().casefold() == _POINTS:
            try:
                return float(row[target].replace(",", "."))
            except ValueError:
                break
    raise UnreadableGrades(
        text("The file does not say how many points {title} has.", title=table.header[target]),
        text("Export the gradebook again, with its row Points Possible."),
    )


def _row(mark: Mark, people: Iterable[list[str]], known: Sequence[int], student: int) -> list[str] | None:
    people = list(people)
    for key in (mark.result.submission.student_id, mark.student):
        for i in known:
            same = [row for row in people if key and row[i].strip() == key]
            if len(same) == 1:
                return same[0]
    same = [row for row in people if _letters(row[student]) == _letters(mark.student)]
    return same[0] if len(same) == 1 else None


def _letters(name: str) -> str:
    """A name without order, spaces or commas: Canvas' downloads say `garciaana`, its gradebook `García, Ana`."""
    return "".join(sorted(c for c in name.casefold() if c.isalnum()))
