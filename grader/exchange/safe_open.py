"""Reading one file from a folder that student code could write to.

Nothing is followed and nothing blocks: each component is opened relative to the one before it without following
links, what is opened last must be a regular file with a single name and a bounded size, and its bytes are read once,
through the very descriptor that was checked. The box that wrote the folder must be dead before any of this.
"""

import errno
import os
import re
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from grader.errors import BadArtefact, GraderFault
from grader.exchange.plain import plain
from grader.i18n import text

__all__ = ["MissingArtefact", "read_bytes"]

_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_FILE: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_PART: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")
#: What says something about this machine and nothing about the file.
_OURS: Final = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EIO, errno.EINTR, errno.ESTALE})


class MissingArtefact(BadArtefact):
    """There is no such file; whether that is a fault is for the caller to say."""


def read_bytes(folder: Path | int, relative: str, max_bytes: int) -> bytes:
    """The whole content of one file below `folder`.

    Args:
        folder: a folder of ours, by path or by open descriptor. It is trusted itself, what lies in it is not.
        relative: the file's path below it, with `/`; its components are of ASCII letters, digits, `_`, `.` and `-`,
            and do not begin with a dot.
        max_bytes: the largest size allowed.

    Raises:
        MissingArtefact: there is no such file (a BadArtefact).
        BadArtefact: a link, several hard links, no regular file, too large, or changing while read.
        GraderFault: `folder` cannot be opened, or this machine is out of descriptors or memory.
    """
    parts = relative.split("/")
    if not all(_PART.fullmatch(part) for part in parts):
        raise BadArtefact(text("{file} is no file name the exchange allows.", file=plain(relative)))
    with ExitStack() as stack:
        parent = stack.enter_context(_opened_folder(folder))
        for part in parts[:-1]:
            parent = stack.enter_context(_opened(part, _FOLDER | os.O_NOFOLLOW, parent, relative))
        return _read(stack.enter_context(_opened(parts[-1], _FILE, parent, relative)), relative, max_bytes)


@contextmanager
def _opened_folder(folder: Path | int) -> Iterator[int]:
    if isinstance(folder, int):
        yield folder
        return
    try:
        descriptor = os.open(folder, _FOLDER)
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        raise GraderFault(
            text("The folder {folder} cannot be opened: {reason}.", folder=str(folder), reason=reason)
        ) from error
    try:
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def _opened(name: str, flags: int, parent: int, relative: str) -> Iterator[int]:
    try:
        descriptor = os.open(name, flags, dir_fd=parent)
    except OSError as error:
        raise _translated(error, relative) from error
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _read(file: int, relative: str, max_bytes: int) -> bytes:
    status = os.fstat(file)
    if not stat.S_ISREG(status.st_mode):
        raise BadArtefact(text("{file} is not a regular file.", file=plain(relative)))
    if status.st_nlink != 1:
        raise BadArtefact(text("{file} has more than one name (hard links).", file=plain(relative)))
    if status.st_size > max_bytes:
        found, limit = f"{status.st_size:,}", f"{max_bytes:,}"
        raise BadArtefact(
            text(
                "{file} is too large: {found} bytes, at most {limit} are read.",
                file=plain(relative),
                found=found,
                limit=limit,
            )
        )
    chunks, wanted = [], status.st_size + 1
    try:
        while wanted > 0 and (chunk := os.read(file, min(wanted, 2**24))):
            chunks.append(chunk)
            wanted -= len(chunk)
    except OSError as error:
        raise _translated(error, relative) from error
    if wanted != 1:
        raise BadArtefact(text("{file} changed while it was read.", file=plain(relative)))
    return b"".join(chunks)


def _translated(error: OSError, relative: str) -> BadArtefact | GraderFault:
    name = plain(relative)
    if error.errno in _OURS:
        reason = os.strerror(error.errno or 0)
        return GraderFault(text("{file} cannot be read on this machine: {reason}.", file=name, reason=reason))
    if error.errno == errno.ENOENT:
        return MissingArtefact(text("{file} is missing.", file=name))
    if error.errno in (errno.ELOOP, errno.ENOTDIR):
        return BadArtefact(text("{file} is, or lies behind, a link or something that is no folder.", file=name))
    return BadArtefact(text("{file} cannot be opened: {reason}.", file=name, reason=os.strerror(error.errno or 0)))
