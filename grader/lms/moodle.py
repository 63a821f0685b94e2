"""Moodle: the grading worksheet of an assignment filled in, and the zip of feedback files.

Rules of mod/assign/feedback/offline/importgradeslib.php and feedback/file/importziplib.php: rows are found by
`Identifier` ("Participant 12345"); a row is skipped if its grade is unchanged, blank, above the maximum or locked; the
zip's paths are split at `_`, name, participant and plugin.
"""

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from grader.exchange.formula import defused
from grader.i18n import Lang
from grader.lms.filled import Filled, column, one_each
from grader.lms.mark import Mark, comment
from grader.lms.table import Table, decimal

__all__ = ["fill_worksheet", "write_feedback"]

_IDENTIFIER: Final = ("Identifier", "Identificador")
_NAME: Final = ("Full name", "Nombre completo", "Nombre")
_GRADE: Final = ("Grade", "Calificación")
_MAXIMUM: Final = ("Maximum Grade", "Calificación máxima")
_COMMENTS: Final = ("Feedback comments", "Comentarios de retroalimentación", "Comentarios de la retroalimentación")
_FILES: Final = ("report.html", "annotated.html")


def fill_worksheet(table: Table, marks: Sequence[Mark], lang: Lang) -> Filled:
    """Write each score, on the worksheet's own scale, and a comment where the worksheet has a column for it.

    A student is found by the participant's number, else by a full name that only one row has.

    Raises:
        UnreadableGrades: a column is missing, or a student has two results.
    """
    identifier, grade, maximum = column(table, *_IDENTIFIER), column(table, *_GRADE), column(table, *_MAXIMUM)
    name = next((i for i, header in enumerate(table.header) if header in _NAME), None)
    comments = next((i for i, header in enumerate(table.header) if header in _COMMENTS), None)
    rows = {_digits(row[identifier]): row for row in table.rows}
    named: dict[str, list[list[str]]] = {}
    for row in table.rows if name is not None else []:
        named.setdefault(row[name or 0].casefold(), []).append(row)
    filled = Filled(table)
    for mark in one_each(marks):
        found = rows.get(mark.result.submission.student_id or "")
        same_name = named.get(mark.student.casefold(), [])
        if found is None and len(same_name) == 1:
            found = same_name[0]
        if found is None:
            filled.unknown.append(mark)
        elif mark.share is None:
            filled.without_score.append(mark)
        else:
            most = float(found[maximum].replace(",", "."))
            found[grade] = decimal(mark.share * most, like=[row[maximum] for row in table.rows])
            if comments is not None:
                found[comments] = defused(comment(mark, lang))
            filled.written.append(mark)
    return filled


def write_feedback(marks: Sequence[Mark], target: Path) -> list[Mark]:
    """The zip of "Upload multiple feedback files in a zip": each student's reports under their own folder's name.

    Returns:
        The marks that are not in it, because their submission carries no participant's number.
    """
    left = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for mark in marks:
            number = mark.result.submission.student_id
            if number is None:
                left.append(mark)
                continue
            for file in _FILES:
                if (mark.folder / file).is_file():
                    archive.write(mark.folder / file, f"{_folder(mark.student, number)}/{file}")
    return left


def _folder(student: str, number: str) -> str:
    """Moodle splits at `_`, so none may stand in a name; neither may what a zip takes for a path."""
    plain = re.sub(r"[_/\\:\x00-\x1f]+", " ", student).strip(" .~") or "student"
    return f"{plain}_{number}_assignsubmission_file_"


def _digits(identifier: str) -> str:
    return "".join(c for c in identifier if c.isdigit())
