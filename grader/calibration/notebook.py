"""The reference notebook of an assignment."""

import copy
import re
from pathlib import Path
from typing import Final

import nbformat
from nbformat import NotebookNode

from grader.assignment import reference_folder
from grader.errors import InvalidReference
from grader.i18n import Text, text

__all__ = ["as_bytes", "has_reference", "has_tag", "reference_notebook", "seeded"]

_NOTEBOOK: Final = "notebook.ipynb"
_SEED: Final = re.compile(r"^SEED = \d+$", re.MULTILINE)


def has_reference(assignment: str) -> bool:
    """Whether the assignment of that name has a reference notebook."""
    return (reference_folder(assignment) / _NOTEBOOK).is_file()


def reference_notebook(assignment: str, folder: Path | None = None) -> NotebookNode:
    """The built notebook, with its tags.

    Args:
        assignment: its name.
        folder: that of its assignment.yaml; without it, where that name is found.

    Raises:
        InvalidReference: there is none, or it is no notebook.
    """
    path = reference_folder(assignment, folder) / _NOTEBOOK
    remedy = text(
        "A reference is in `reference/` in the folder of its assignment; in a checkout of the grader "
        "`python -m reference.build` builds it."
    )
    if not path.is_file():
        message = text("The assignment {name} has no reference notebook {path}.", name=assignment, path=str(path))
        raise InvalidReference(message, remedy)
    try:
        return nbformat.read(path, as_version=4)
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, KeyError, AttributeError) as error:
        message = text("{path} is not a notebook: {reason}", path=str(path), reason=str(error)[:200])
        raise InvalidReference(message, remedy) from error


def seeded(notebook: NotebookNode, seed: int) -> NotebookNode:
    """A copy with another seed: the line `SEED = 0` in its only cell with the tag `parameters`.

    Raises:
        InvalidReference: there is no such cell or line, or more than one.
    """
    result = copy.deepcopy(notebook)
    cells = [cell for cell in result.cells if has_tag(cell, "parameters")]
    if len(cells) != 1:
        raise _wrong(text("found {n} cells with the tag `parameters`, expected 1", n=len(cells)))
    cells[0].source, lines = _SEED.subn(f"SEED = {seed}", cells[0].source)
    if lines != 1:
        raise _wrong(
            text("found {n} lines `SEED = ` and a number in the cell with the tag `parameters`, expected 1", n=lines)
        )
    return result


def has_tag(cell: NotebookNode, tag: str) -> bool:
    """Whether `cell` carries `tag`."""
    return tag in cell.metadata.get("tags", [])


def as_bytes(notebook: NotebookNode) -> bytes:
    """The .ipynb file."""
    return str(nbformat.writes(notebook)).encode()


def _wrong(problem: Text) -> InvalidReference:
    return InvalidReference(
        text("The seed of the reference notebook cannot be set: {problem}.", problem=problem),
        text("Give one code cell the tag `parameters` and the line `SEED = 0`, and build the notebook again."),
    )
