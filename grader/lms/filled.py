"""A platform's own table of grades with our scores in it, and what did not fit."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from grader.errors import UnreadableGrades
from grader.i18n import text
from grader.lms.mark import Mark
from grader.lms.table import Table

__all__ = ["Filled", "column", "one_each"]


@dataclass
class Filled:
    """What became of a class's marks.

    Attributes:
        table: the platform's, with the scores in their cells.
        written: marks that found their row.
        unknown: marks without a row there.
        without_score: students of the table whose row was left as it was because the grader failed on their work.
    """

    table: Table
    written: list[Mark] = field(default_factory=list)
    unknown: list[Mark] = field(default_factory=list)
    without_score: list[Mark] = field(default_factory=list)


def column(table: Table, *names: str) -> int:
    """The index of the first header that is one of `names`, whatever its case.

    Raises:
        UnreadableGrades: there is none; the message lists the headers.
    """
    found = [header.strip().casefold() for header in table.header]
    for name in names:
        if name.casefold() in found:
            return found.index(name.casefold())
    raise UnreadableGrades(
        text(
            "The table has no column {name}; it has: {headers}.",
            name=" / ".join(names),
            headers=", ".join(table.header),
        ),
        text("Use the file as the platform gives it."),
    )


def one_each(marks: Sequence[Mark]) -> list[Mark]:
    """`marks`, which must be of one assignment and one for each student.

    Raises:
        UnreadableGrades: they are not; both folders are named.
    """
    seen: dict[str, Mark] = {}
    for mark in marks:
        key = mark.result.submission.student_id or mark.student
        other = seen.setdefault(key, mark)
        if other is not mark:
            raise UnreadableGrades(
                text(
                    "{student} has two results: {first} and {second}.",
                    student=mark.student,
                    first=str(other.folder),
                    second=str(mark.folder),
                ),
                text("Export one assignment at a time, from the folder of its class."),
            )
    if len({mark.result.assignment for mark in marks}) > 1:
        names = ", ".join(sorted({mark.result.assignment for mark in marks}))
        raise UnreadableGrades(
            text("These results are of several assignments: {names}.", names=names),
            text("Export one assignment at a time, from the folder of its class."),
        )
    return list(marks)
