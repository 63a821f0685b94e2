"""Reading a submitted file: once, through one descriptor, within limits."""

import codecs
import errno
import hashlib
import json
import os
import re
import stat
from pathlib import Path
from typing import Any, Final

from grader.errors import GradingError, MissingPath, UnreadableNotebook, UsageError
from grader.exchange.json_file import layers
from grader.exchange.plain import plain
from grader.i18n import text
from grader.intake.notebook import Notebook
from grader.intake.parse import assignment_hint, clean_cells

__all__ = ["read_notebook"]

MAX_FILE: Final = 20 * 10**6  # bytes
MAX_DEPTH: Final = 64  # lists and objects around any value
#: Opening brackets, in text or not: each list or object costs Python up to 250 bytes for 3 bytes of file.
MAX_BRACKETS: Final = 10**6

#: First bytes of what is handed in by mistake.
_MISTAKEN: Final = {
    b"PK\x03\x04": text("a zip file (or a Word, .keras or .npz file)"),
    b"%PDF": text("a PDF"),
    b"<": text("a web page or XML, not the notebook itself"),
    b"\x89HDF": text("an HDF5 file"),
    b"\x1f\x8b": text("a gzip file"),
    b"version https://git-lfs": text("a Git LFS pointer, not the notebook itself"),
}
#: What can be left of a JSON value that a cut went through.
_CUT_VALUE: Final = re.compile(r"[\w.+\-\\]{0,9}")
_ITSELF: Final = text("Hand in the .ipynb file itself, as Jupyter or Colab saves it.")


def read_notebook(path: Path) -> Notebook:
    """Read an untrusted .ipynb of nbformat 3 or 4.

    Links are followed: the path comes from the command line, not from the student.

    Raises:
        MissingPath: there is no such file.
        UsageError: it cannot be opened by this user.
        UnreadableNotebook: no regular file, no JSON, no notebook, no code in it, or beyond the limits: 20 MB,
            64 levels, 2,000 cells, 1 MB of source in a cell.
        UnsupportedNotebook: another notebook format, or another language than Python.
    """
    content, file = _read(path), plain(path.name)
    data = _parse(content, file)
    return Notebook(path, hashlib.sha256(content).hexdigest(), clean_cells(data, file), assignment_hint(data))


def _read(path: Path) -> bytes:
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise _not_regular(path)
            content = file.read(MAX_FILE + 1)
    except (OSError, ValueError) as error:
        raise _not_opened(path, error) from error
    if len(content) > MAX_FILE:
        raise _too_large(plain(path.name))
    return content


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)


def _parse(content: bytes, file: str) -> Any:
    if not content.removeprefix(codecs.BOM_UTF8).strip(b" \t\r\n\0"):
        raise UnreadableNotebook(
            text("{file} is an empty file.", file=file), text("Save the notebook and hand it in again.")
        )
    head = content[:1_000].removeprefix(codecs.BOM_UTF8).lstrip()
    for start, kind in _MISTAKEN.items():
        if head.startswith(start):
            raise UnreadableNotebook(text("{file} is no notebook but {kind}.", file=file, kind=kind), _ITSELF)
    if content.count(b"{") + content.count(b"[") > MAX_BRACKETS:
        raise _too_large(file)
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UnreadableNotebook(
            text("{file} is not UTF-8 text (byte {position}).", file=file, position=error.start), _ITSELF
        ) from error
    except json.JSONDecodeError as error:
        raise _not_json(error, file) from error
    except RecursionError as error:
        raise _too_deep(file) from error
    except ValueError as error:  # Python's own limit on the digits of an integer
        raise UnreadableNotebook(text("{file} holds a number of thousands of digits.", file=file)) from error
    if any(depth > MAX_DEPTH for depth, _ in enumerate(layers(data))):
        raise _too_deep(file)
    return data


def _not_opened(path: Path, error: OSError | ValueError) -> GradingError:
    shown = plain(str(path), 1_000)
    if isinstance(error, ValueError) or error.errno in (errno.ENOENT, errno.ENOTDIR):
        return MissingPath(text("There is no file {path}.", path=shown))
    if error.errno in (errno.EISDIR, errno.ENXIO):  # a folder, a socket
        return _not_regular(path)
    return UsageError(text("{path} cannot be read: {reason}.", path=shown, reason=os.strerror(error.errno or 0)))


def _not_regular(path: Path) -> UnreadableNotebook:
    return UnreadableNotebook(text("{file} is not a regular file.", file=plain(path.name)))


def _not_json(error: json.JSONDecodeError, file: str) -> UnreadableNotebook:
    line, column = error.lineno, error.colno
    if _is_cut(error):
        return UnreadableNotebook(
            text(
                "{file} breaks off in the middle of its JSON (line {line}, column {column}).",
                file=file,
                line=line,
                column=column,
            ),
            text("The upload or download was probably cut short: hand it in again."),
        )
    found = plain(error.doc[error.pos : error.pos + 20])
    return UnreadableNotebook(
        text(
            "{file} is not JSON: line {line}, column {column}, at “{found}”.",
            file=file,
            line=line,
            column=column,
            found=found,
        ),
        _ITSELF,
    )


def _is_cut(error: json.JSONDecodeError) -> bool:
    if error.msg.startswith("Unterminated string"):
        return True
    rest = error.doc[error.pos :].strip()
    return error.pos > 0 and error.msg != "Extra data" and _CUT_VALUE.fullmatch(rest) is not None


def _too_large(file: str) -> UnreadableNotebook:
    return UnreadableNotebook(
        text("{file} is too large: at most 20 MB are read.", file=file),
        text("Clear the outputs (Edit, Clear all outputs), save it and hand it in again."),
    )


def _too_deep(file: str) -> UnreadableNotebook:
    return UnreadableNotebook(
        text("{file} nests its JSON too deeply: at most {limit} levels are read.", file=file, limit=MAX_DEPTH)
    )
