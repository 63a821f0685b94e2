"""From paths of the command line to one submission per student."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from grader.errors import MissingPath, NothingHandedIn, UnreadableArchive
from grader.exchange.plain import plain
from grader.i18n import Text, text
from grader.submissions.archive import in_archive
from grader.submissions.folder import in_folder
from grader.submissions.group import Student, in_class, on_their_own
from grader.submissions.model import Collected, Entry, Submission
from grader.submissions.names import folder_name, unique_names
from grader.submissions.owner import Owner

__all__ = ["UNPACKED", "collect"]

#: Folder below the output into which notebooks of a zip are unpacked.
UNPACKED: Final = ".submissions"
#: Files that are named where there is no notebook among them.
_NAMED: Final = 5


def collect(paths: Sequence[Path], out: Path, asked: str | None = None) -> Collected:
    """One submission per student, in the order of the paths and of the students' names.

    A file is one student's work; a folder or a zip is a class, and the names in it tell whose each file is.

    Args:
        out: folder of the results.
        asked: the assignment; it also chooses among the folders of nbgrader.

    Raises:
        MissingPath: there is no such path, or no notebook in it.
        UnreadableArchive: a zip that cannot be read.
        UsageError: folders of several assignments, and none was asked for.
    """
    passed_over: list[Text] = []
    files = [path for path in paths if not path.is_dir() and not _is_archive(path)]
    for path in files:
        if not path.exists():
            raise MissingPath(
                text("There is no file or folder {path}.", path=str(path)),
                text("Check the path; the command expects notebooks (.ipynb), or a folder or a zip of them."),
            )
    students = on_their_own(files)
    for path in paths:
        if path not in files:
            entries = in_archive(path, passed_over.append) if _is_archive(path) else in_folder(path)
            students += in_class(path, list(entries), asked)
    names = unique_names([student.labels for student in students])
    found = [_submission(student, name, out / UNPACKED / name) for student, name in zip(students, names, strict=True)]
    return Collected(found, passed_over)


def _is_archive(path: Path) -> bool:
    return path.suffix.lower() == ".zip" and path.is_file()


def _submission(student: Student, name: str, unpacked: Path) -> Submission:
    notebooks = sorted(((o, e) for o, e in student.files if e.is_notebook), key=_lateness)
    if not notebooks:
        files = [plain(owner.file) for owner, entry in student.files if not entry.folder]
        return Submission(name, student.name, student.id, None, ", ".join(files[:_NAMED]), problem=_nothing(files))
    owner, entry = notebooks[-1]
    others = [plain(other.file) for other, _ in notebooks[:-1]]
    notes = [_several(plain(owner.file), others)] if others else []
    target = unpacked / f"{folder_name(owner.file.removesuffix('.ipynb'))}.ipynb"
    path, problem = None, None
    try:
        path = entry.fetch(target)
    except UnreadableArchive as error:  # one damaged member; the class goes on
        problem = error
    return Submission(name, student.name, student.id, path, plain(owner.file), owner.late, notes, problem)


def _lateness(file: tuple[Owner, Entry]) -> tuple[int, float, list[tuple[int, str]]]:
    """Larger for what was handed in later: by the platform's number, the date, and the name (`v10` after `v9`)."""
    owner, entry = file
    words = re.findall(r"\d+|\D+", owner.file)
    return owner.attempt, entry.modified, [(int(word), "") if word.isdecimal() else (0, word) for word in words]


def _several(graded: str, others: Sequence[str]) -> Text:
    return text(
        "{n} notebooks were handed in. The latest, {graded}, is graded; not {others}.",
        n=len(others) + 1,
        graded=graded,
        others=", ".join(others[:_NAMED]),
    )


def _nothing(files: Sequence[str]) -> NothingHandedIn:
    if not files:
        return NothingHandedIn(text("Nothing was handed in."))
    return NothingHandedIn(
        text("No notebook (.ipynb) was handed in, but {files}.", files=", ".join(files[:_NAMED])),
        text("Hand in the .ipynb file itself, as Jupyter or Colab saves it."),
    )
