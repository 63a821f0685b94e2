"""From a notebook's JSON to its cells.

nbformat's own readers and upgrades are not used here: they trust what they read (a v3 heading of level 10**9 costs a
gigabyte, an output without a type a KeyError). What they do for sources is little, and done here with bounds.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from grader.assignment.slug import is_slug
from grader.errors import UnreadableNotebook, UnsupportedNotebook
from grader.exchange.plain import plain
from grader.i18n import Text, text
from grader.intake.notebook import Cell

__all__ = ["assignment_hint", "clean_cells", "describe"]

MAX_CELLS: Final = 2_000
MAX_SOURCE: Final = 10**6  # bytes of UTF-8 in one cell
_TAG: Final = "grade:"
_OTHER_KERNELS: Final = re.compile(r"(ir|julia)(?![a-z])")
_KINDS: Final = {"code": "code", "markdown": "markdown", "heading": "markdown", "html": "markdown"}


def clean_cells(data: object, file: str) -> tuple[Cell, ...]:
    """The code and markdown cells of a notebook's JSON.

    Args:
        data: the JSON value, of any shape.
        file: what to call the file in messages.

    Raises:
        UnreadableNotebook: `data` is no notebook of nbformat 3 or 4, has no code, or is beyond the limits.
        UnsupportedNotebook: another nbformat, or a kernel of another language than Python.
    """
    if not isinstance(data, dict) or "nbformat" not in data:
        raise UnreadableNotebook(
            text("{file} is JSON, but no notebook: it is {found}.", file=file, found=describe(data)),
            text("Hand in the .ipynb file itself, as Jupyter or Colab saves it."),
        )
    _require_python(data, file)
    raw = list(_raw_cells(data, file))
    if len(raw) > MAX_CELLS:
        raise UnreadableNotebook(
            text("{file} has {found} cells; at most {limit} are read.", file=file, found=len(raw), limit=MAX_CELLS)
        )
    cells = tuple(cell for index, entry in enumerate(raw) if (cell := _cell(index, entry, data["nbformat"], file)))
    if not any(cell.kind == "code" and cell.source.strip() for cell in cells):
        raise UnreadableNotebook(
            text("{file} is an empty notebook: no code cell has any content.", file=file),
            text("Check that the right file was handed in, and that it was saved."),
        )
    return cells


def assignment_hint(data: object) -> str | None:
    """The assignment that a notebook's metadata names (`grader.assignment`), if it is a slug."""
    value = _get(_get(_get(data, "metadata"), "grader"), "assignment")
    return value if isinstance(value, str) and is_slug(value) else None


def describe(value: object) -> Text:
    """What kind of JSON `value` is, in words."""
    if isinstance(value, dict):
        keys = ", ".join(plain(str(key), 30) for key in list(value)[:5])
        return text("an object with the keys: {keys}", keys=keys) if keys else text("an empty object")
    if isinstance(value, list):
        return text("a list of length {length}", length=len(value))
    if isinstance(value, bool) or value is None:
        return text("the bare word {word}", word={True: "true", False: "false", None: "null"}[value])
    return text("a text") if isinstance(value, str) else text("a number")


def _require_python(data: dict[str, Any], file: str) -> None:
    kernel, info = _get(data.get("metadata"), "kernelspec"), _get(data.get("metadata"), "language_info")
    declared = [v for v in (_get(kernel, "language"), _get(info, "name")) if isinstance(v, str) and v.strip()]
    name = _get(kernel, "name")
    if not declared and isinstance(name, str) and (match := _OTHER_KERNELS.match(name.lower())):
        declared = ["R" if match[1] == "ir" else "Julia"]
    if declared and not any("python" in language.lower() for language in declared):
        raise UnsupportedNotebook(
            text(
                "{file} is a notebook in {language}; only Python is supported.",
                file=file,
                language=plain(declared[0], 30),
            ),
            text("If it is Python after all, choose a Python kernel and save it again."),
        )


def _raw_cells(data: dict[str, Any], file: str) -> Iterator[object]:
    version = data["nbformat"]
    if version not in (3, 4):
        shown = plain(str(version), 20) if isinstance(version, int | float | str) else describe(version)
        raise UnsupportedNotebook(
            text("{file} is of notebook format {version}; 3 and 4 are supported.", file=file, version=shown),
            text("Open it in a current Jupyter and save it again."),
        )
    if version == 4:
        yield from _list(data, "cells", file)
        return
    for sheet in _list(data, "worksheets", file):
        yield from _list(sheet, "cells", file)


def _list(holder: object, key: str, file: str) -> list[object]:
    value = _get(holder, key)
    if isinstance(value, list):
        return value
    raise UnreadableNotebook(
        text('{file} is damaged: its "{key}" is no list but {found}.', file=file, key=key, found=describe(value))
    )


def _cell(index: int, entry: object, version: int, file: str) -> Cell | None:
    """The cell at `index`, or None for a raw one or one of a kind yet unknown."""
    kind = _get(entry, "cell_type")
    if not isinstance(entry, dict) or not isinstance(kind, str):
        raise _damaged(index, file)
    if kind not in _KINDS:
        return None
    source = _source(entry.get("source", entry.get("input", "")), version)
    if source is None:
        raise _damaged(index, file)
    if len(source.encode()) > MAX_SOURCE:
        raise UnreadableNotebook(
            text("Cell {number} of {file} is too long: at most 1 MB is read.", number=index + 1, file=file),
            text("Data does not belong in a cell's source: load it from a file or a dataset."),
        )
    if kind == "heading":
        level = entry.get("level")
        source = "#" * (level if level in (1, 2, 3, 4, 5, 6) else 1) + " " + " ".join(source.split())
    return Cell(index, "code" if kind == "code" else "markdown", source, _tag(entry))


def _source(value: object, version: int) -> str | None:
    """One text from a text or a list of lines, its unpaired surrogates replaced; None for anything else."""
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        # Old v3 files keep lines without their ends, as nbformat.v3 knows.
        value = ("\n" if version == 3 and value and not value[0].endswith(("\n", "\r")) else "").join(value)
    if not isinstance(value, str):
        return None
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _tag(entry: dict[str, Any]) -> str | None:
    tags = _get(entry.get("metadata"), "tags")
    named = (
        [t.removeprefix(_TAG) for t in tags if isinstance(t, str) and t.startswith(_TAG)]
        if isinstance(tags, list)
        else []
    )
    return next((task for task in named if is_slug(task)), None)


def _get(holder: object, key: str) -> object:
    return holder.get(key) if isinstance(holder, dict) else None


def _damaged(index: int, file: str) -> UnreadableNotebook:
    return UnreadableNotebook(
        text("{file} is damaged: its cell {number} is no notebook cell.", file=file, number=index + 1),
        text("Open it in Jupyter or Colab and save it again."),
    )
