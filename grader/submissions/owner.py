"""Whose a file is, as the names in a download tell.

Moodle (mod/assign, "Download all submissions"): `Full Name_12345_assignsubmission_file/tarea.ipynb`, older versions
with another `_` before the slash, or without folders `Full Name_12345_assignsubmission_file_tarea.ipynb`.
Canvas ("Download submissions"): `lastnamefirst_123_456_tarea.ipynb`, with `LATE_` before the numbers where it was; the
numbers are the student's and the attachment's.
nbgrader: `submitted/<student>/<assignment>/tarea.ipynb`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

__all__ = ["SUBMITTED", "Owner", "from_canvas", "owner"]

_MOODLE: Final = re.compile(r"(?P<student>.+?)_(?P<id>\d+)_assignsubmission_(?P<kind>[a-z]+)(?:_(?P<file>.*))?")
_CANVAS: Final = re.compile(r"(?P<student>.+?)_(?P<late>LATE_)?(?P<id>\d+)_(?P<attachment>\d+)_(?P<file>.+)")
#: How Moodle calls everyone where names are hidden; the number alone tells them apart.
_NOBODY: Final = {"participant", "participante"}
#: Folder of nbgrader in which students' work arrives.
SUBMITTED: Final = "submitted"


@dataclass(frozen=True)
class Owner:
    """A student, as a path names them.

    Attributes:
        key: the same for all files of one student, and for no other's.
        file: the file's own name.
        assignment: as nbgrader's folder names it.
        attempt: larger for what was handed in later, as far as the name tells.
        platform: whether a platform wrote the name, so that it tells a student even without a notebook.
    """

    key: str
    student: str
    file: str
    id: str | None = None
    late: bool = False
    assignment: str | None = None
    attempt: int = 0
    platform: bool = False


def owner(parts: Sequence[str], *, canvas: bool = True) -> Owner:
    """Whose the file at this path is; without any sign of a platform, its folder's or its own name.

    Args:
        canvas: whether Canvas may have written the name; see `from_canvas`.
    """
    first, file = parts[0], parts[-1]
    if moodle := _MOODLE.fullmatch(first):
        number = moodle["id"]
        student = f"{moodle['student']} {number}" if moodle["student"].lower() in _NOBODY else moodle["student"]
        named = file if len(parts) > 1 else moodle["file"] or file
        return Owner(f"id {number}", student, named, number, platform=True)
    if canvas and len(parts) == 1 and (found := _CANVAS.fullmatch(first)):
        return Owner(
            f"id {found['id']}",
            found["student"],
            found["file"],
            found["id"],
            late=found["late"] is not None,
            attempt=int(found["attachment"]),
            platform=True,
        )
    if first == SUBMITTED and len(parts) > 1:
        assignment = parts[2] if len(parts) > 3 else None
        return Owner(f"name {parts[1]}", parts[1], file, parts[1], assignment=assignment, platform=True)
    if len(parts) == 1:
        return Owner(f"file {first}", first.removesuffix(".ipynb"), file)
    return Owner(f"name {first}", first, file)


def from_canvas(names: Iterable[str]) -> bool:
    """Whether files lying loose can come from Canvas: no two of its attachments have the same number."""
    attachments = [found["attachment"] for name in names if (found := _CANVAS.fullmatch(name))]
    return len(attachments) == len(set(attachments))
