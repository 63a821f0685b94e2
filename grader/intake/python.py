"""The code of a cell as Python's own syntax tree."""

import ast
import re
import warnings
from typing import Final

__all__ = ["parse_cell", "python_text"]

_LONGEST_PARSED: Final = 50_000  # characters; Python's parser takes seconds and gigabytes for what is built to be slow
_SHELL: Final = re.compile(r"^([ \t]*)[%!].*$", re.MULTILINE)
_CELL_MAGIC: Final = re.compile(r"\s*%%(\w+)")
_PYTHON_MAGICS: Final = frozenset({"time", "timeit", "capture", "prun", "memit", "python", "python3"})


def python_text(source: str) -> str:
    """The cell with its lines of magic and shell replaced by `pass`; empty where the cell is in another language."""
    magic = _CELL_MAGIC.match(source)
    if magic and magic[1] not in _PYTHON_MAGICS:
        return ""
    return _SHELL.sub(r"\1pass", source)


def parse_cell(source: str) -> ast.Module | None:
    """The tree of a cell, with the line numbers of `source`; None where it is no Python, or longer than is read."""
    python = python_text(source)
    if len(python) > _LONGEST_PARSED:
        return None
    try:
        with warnings.catch_warnings(action="ignore"):
            return ast.parse(python)
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # all that the parser raises, on hostile text too
        return None
