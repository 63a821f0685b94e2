"""Which files belong to one student."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from grader.errors import MissingPath, UsageError
from grader.i18n import text
from grader.submissions.model import Entry
from grader.submissions.owner import SUBMITTED, Owner, from_canvas, owner

__all__ = ["Student", "in_class", "on_their_own"]


@dataclass
class Student:
    """One student, and all they handed in.

    Attributes:
        name: None where nothing but the notebook's own name is known.
        labels: what their folder may be called, the nicest first.
    """

    name: str | None
    id: str | None
    labels: Sequence[str]
    files: list[tuple[Owner, Entry]] = field(default_factory=list)


def on_their_own(paths: Iterable[Path]) -> list[Student]:
    """Files that were given one by one: each a student's, unless a platform's number says that two are the same's."""
    students: dict[str, Student] = {}
    for path in paths:
        whose = owner((path.name,))
        entry = Entry((path.name,), path.stat().st_mtime, fetch=lambda target, path=path: path)  # type: ignore[misc]
        if whose.platform:
            student = students.setdefault(whose.key, _student(whose))
        else:
            stem = path.stem
            student = students[str(path)] = Student(None, None, [stem, f"{path.resolve().parent.name}-{stem}"])
        student.files.append((whose, entry))
    return list(students.values())


def in_class(root: Path, entries: Sequence[Entry], asked: str | None) -> list[Student]:
    """The students of a folder or zip, by name.

    A folder without a notebook is a student's too, unless notebooks lie loose beside it.

    Raises:
        MissingPath: no notebook, and no student that a platform names.
        UsageError: folders of several assignments of nbgrader, and none was asked for.
    """
    entries = _submitted(root, _unwrapped(root, entries))
    canvas = from_canvas(entry.parts[0] for entry in entries if len(entry.parts) == 1)
    all_owned = [(owner(entry.parts, canvas=canvas), entry) for entry in entries]
    owned = _of_one_assignment(root, all_owned, asked)
    loose = any(len(entry.parts) == 1 and entry.is_notebook and not whose.platform for whose, entry in owned)
    students: dict[str, Student] = {}
    for whose, entry in owned:
        students.setdefault(whose.key, _student(whose)).files.append((whose, entry))
    found = [student for student in students.values() if _counts(student, loose)]
    if not any(whose.platform or entry.is_notebook for student in found for whose, entry in student.files):
        raise MissingPath(
            text("{path} is a folder without notebooks.", path=str(root)),
            text("Give a .ipynb file, or a folder or a zip that holds some."),
        )
    return sorted(found, key=lambda student: ((student.name or "").casefold(), student.id or ""))


def _student(whose: Owner) -> Student:
    labels = [whose.student] if whose.id in (None, whose.student) else [whose.student, f"{whose.student}-{whose.id}"]
    return Student(whose.student, whose.id, labels)


def _counts(student: Student, loose: bool) -> bool:
    """Whether these files make a student: a readme that lies loose does not, nor a folder of data beside notebooks."""
    if any(whose.platform or entry.is_notebook for whose, entry in student.files):
        return True
    in_folder = any(len(entry.parts) > 1 or entry.folder for _, entry in student.files)
    return in_folder and not loose


def _unwrapped(root: Path, entries: Sequence[Entry]) -> Sequence[Entry]:
    """Without the one folder that holds all the others, where its name is the archive's or a platform named those."""
    while entries:
        tops = {entry.parts[0] for entry in entries}
        inner = [replace(entry, parts=entry.parts[1:]) for entry in entries if len(entry.parts) > 1]
        if len(tops) > 1 or len(inner) < len(entries) or owner([*tops, "file"]).platform or SUBMITTED in tops:
            return entries
        if not ({root.stem} >= tops and root.is_file()) and not any(owner(entry.parts).platform for entry in inner):
            return entries
        entries = inner
    return entries


def _submitted(root: Path, entries: Sequence[Entry]) -> Sequence[Entry]:
    """Of nbgrader's folders only `submitted`, whether it is what was given or lies below it."""
    if root.name == SUBMITTED:
        return [replace(entry, parts=(SUBMITTED, *entry.parts)) for entry in entries]
    return [entry for entry in entries if entry.parts[0] == SUBMITTED and len(entry.parts) > 1] or entries


def _of_one_assignment(
    root: Path, owned: Sequence[tuple[Owner, Entry]], asked: str | None
) -> Sequence[tuple[Owner, Entry]]:
    there = {whose.assignment for whose, _ in owned if whose.assignment}
    if len(there) < 2:
        return owned
    wanted = Path(asked).name if asked else None
    if wanted not in there:
        raise UsageError(
            text("{path} holds work for several assignments: {names}.", path=str(root), names=", ".join(sorted(there))),
            text("Name one of them with -a, or give the folders of one only."),
        )
    return [(whose, entry) for whose, entry in owned if whose.assignment in (None, wanted)]
