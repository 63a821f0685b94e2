"""What lies in a zip: its names are checked, and of its files only notebooks are taken out, under names of our own."""

import stat
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from grader.errors import UnreadableArchive
from grader.exchange.plain import plain
from grader.i18n import Text, text
from grader.submissions.folder import ignored
from grader.submissions.model import Entry

__all__ = ["in_archive"]

MAX_ARCHIVE: Final = 4 * 2**30  # bytes of the file itself
MAX_MEMBERS: Final = 50_000
MAX_NOTEBOOK: Final = 20 * 10**6 + 1  # bytes; one more than intake reads, so that it can say what is too large
#: All notebooks together: a class of 500 with 4 MB each.
MAX_TOTAL: Final = 2 * 2**30
MAX_DEPTH: Final = 12
_ENCRYPTED: Final = 0x1


def in_archive(path: Path, refused: Callable[[Text], None]) -> Iterator[Entry]:
    """The files of a zip, and folders without any, sorted by name. A file is unpacked only when it is fetched.

    Args:
        refused: told of each member with a name or kind that no platform writes; it is passed over.

    Raises:
        UnreadableArchive: no zip, damaged, or beyond the limits.
    """
    total = 0
    members = sorted(_members(path), key=lambda member: member.filename)
    filled = {str(folder) for member in members for folder in PurePosixPath(member.filename).parents}
    for member in members:
        parts = _parts(member.filename)
        if parts is None or not _is_plain(member):
            name = plain(member.filename)
            refused(text("{archive}: {member} is passed over, a link or a name no platform writes.", **_in(path, name)))
        elif not any(map(ignored, parts)) and not (member.is_dir() and "/".join(parts) in filled):
            entry = Entry(parts, _seconds(member), _Unpacked(path, member), folder=member.is_dir())
            total += min(member.file_size, MAX_NOTEBOOK) if entry.is_notebook else 0
            if total > MAX_TOTAL:
                raise _beyond(path, text("notebooks of {size} GB together", size=MAX_TOTAL // 2**30))
            yield entry


def _members(path: Path) -> list[zipfile.ZipInfo]:
    if path.stat().st_size > MAX_ARCHIVE:
        raise _beyond(path, text("{size} GB", size=MAX_ARCHIVE // 2**30))
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise _unreadable(path, str(error)) from error
    if len(members) > MAX_MEMBERS:
        raise _beyond(path, text("{n} files", n=MAX_MEMBERS))
    return members


def _parts(name: str) -> tuple[str, ...] | None:
    """A member's path; None where it does not lead down from the top, or holds what no file's name should."""
    parts = tuple(name.rstrip("/").split("/"))
    if not name.isprintable() or "\\" in name or len(parts) > MAX_DEPTH:
        return None
    return None if any(part in ("", ".", "..") for part in parts) else parts


def _is_plain(member: zipfile.ZipInfo) -> bool:
    """No link or device (where a Unix system wrote the zip, and says), and not encrypted."""
    kind = stat.S_IFMT(member.external_attr >> 16)
    return kind in (0, stat.S_IFREG, stat.S_IFDIR) and not member.flag_bits & _ENCRYPTED


def _seconds(member: zipfile.ZipInfo) -> float:
    try:
        return time.mktime((*member.date_time, 0, 0, -1))
    except (OverflowError, ValueError):  # no date that there is
        return 0.0


class _Unpacked:
    """Takes one member out when called."""

    def __init__(self, archive: Path, member: zipfile.ZipInfo) -> None:
        self._archive = archive
        self._member = member

    def __call__(self, target: Path) -> Path:
        """Write the member to `target`, whole or not at all; of one that is too large, only as much as shows it.

        Raises:
            UnreadableArchive: it is damaged.
        """
        try:
            with zipfile.ZipFile(self._archive) as archive, archive.open(self._member) as source:
                content = source.read(MAX_NOTEBOOK)
        except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error) as error:
            raise _unreadable(self._archive, f"{plain(self._member.filename)}: {error}") from error
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f"{target.name}.part")
        part.write_bytes(content)
        part.replace(target)
        return target


def _in(archive: Path, member: str) -> dict[str, str]:
    return {"archive": plain(archive.name), "member": member}


def _unreadable(path: Path, reason: str) -> UnreadableArchive:
    return UnreadableArchive(
        text("{archive} cannot be unpacked: {reason}.", archive=str(path), reason=plain(reason, 300)),
        text("Download it again; a folder with the same files will do as well."),
    )


def _beyond(path: Path, limit: Text) -> UnreadableArchive:
    return UnreadableArchive(
        text("{archive} is too large: at most {limit} are read.", archive=str(path), limit=limit),
        text("Unpack it and grade the folder."),
    )
