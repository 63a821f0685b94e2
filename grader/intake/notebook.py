"""What is kept of a submission."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

__all__ = ["Cell", "Notebook"]


@dataclass(frozen=True)
class Cell:
    """One code or markdown cell.

    Attributes:
        index: its place among all cells of the file, raw ones included, from 0.
        source: its text, valid Unicode.
        tag: the task id of its tag `grade:<task>`, or None.
    """

    index: int
    kind: Literal["code", "markdown"]
    source: str
    tag: str | None = None


@dataclass(frozen=True)
class Notebook:
    """A submission, read and cleaned. At least one code cell has content.

    Attributes:
        sha256: of the file as it was read, in hexadecimal.
        cells: code and markdown cells in the order of the file.
        assignment_hint: name of an assignment, from the metadata `grader.assignment`; a hint, not a fact.
    """

    path: Path
    sha256: str
    cells: tuple[Cell, ...]
    assignment_hint: str | None
