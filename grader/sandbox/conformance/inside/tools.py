"""What attacks share."""

import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final, TypeAlias

__all__ = ["CANARY", "Attack", "Facts", "canary", "content", "first", "namespace", "visible", "writable"]

#: What an attack is told of the world outside: paths, ports and names, but never the canary that lies there.
Facts: TypeAlias = dict[str, Any]
#: Gives what it gained; nothing where a wall stopped it.
Attack: TypeAlias = Callable[[Facts], str]

#: Whoever shows one has read what is not his.
CANARY: Final = re.compile(rb"CANARY-[0-9a-f]{16}")
_MOST: Final = 2**20


def canary(data: bytes) -> str:
    """The canary in `data`, or nothing."""
    match = CANARY.search(data)
    return match[0].decode() if match else ""


def content(path: str | Path) -> bytes:
    """The file's first bytes, or nothing where it cannot be read."""
    try:
        with Path(path).open("rb") as file:
            return file.read(_MOST)
    except OSError:
        return b""


def visible(path: str | Path) -> bool:
    """Whether there is something to read at `path`; an empty file or folder is nothing."""
    try:
        return any(Path(path).iterdir())
    except NotADirectoryError:
        return bool(content(path))
    except OSError:
        return False


def writable(folder: str | Path) -> bool:
    """Whether a file can be made in `folder`; it never gets a name there, where the file system can do without."""
    try:
        os.close(os.open(folder, os.O_TMPFILE | os.O_WRONLY))
    except OSError:
        return _touch(Path(folder, ".grader-conformance"))
    return True


def _touch(path: Path) -> bool:
    try:
        path.touch()
        path.unlink()
    except OSError:
        return False
    return True


def first(found: Iterable[object]) -> str:
    """The first thing found, or nothing."""
    return str(next(iter(found), ""))


def namespace(kind: str) -> str:
    """The namespace of that kind this process is in."""
    return str(Path("/proc/self/ns", kind).readlink())
