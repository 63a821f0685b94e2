"""What a result depends on beside its input: this program, and the packages around it."""

import hashlib
import platform
from collections.abc import Sequence
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from typing import Final

from grader.store.digest import digest

__all__ = ["code", "file_hash", "packages"]

_ROOT: Final = Path(__file__).parents[1]


@cache
def code(*rooms: str) -> str:
    """A hash of all files of these rooms of the grader; of the whole grader where none is named."""
    folders: Sequence[Path] = [_ROOT / room for room in rooms] or [_ROOT]
    files = sorted(file for folder in folders for file in folder.rglob("*") if _is_code(file))
    return digest({str(file.relative_to(_ROOT)): file.read_bytes() for file in files})


def _is_code(file: Path) -> bool:
    return file.is_file() and "__pycache__" not in file.parts


def file_hash(path: Path) -> str:
    """A hash of what is in a file; one that has not changed is read once per process."""
    status = path.stat()
    return _file_hash(path, status.st_mtime_ns, status.st_size)


@cache
def _file_hash(path: Path, changed: int, size: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@cache
def packages() -> str:
    """A hash of the versions of Python and of all installed packages; boxes run the same ones."""
    return digest(platform.python_version(), sorted({f"{one.name} {one.version}" for one in distributions()}))
