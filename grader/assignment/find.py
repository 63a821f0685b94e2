"""Finding assignments by name."""

import difflib
from collections.abc import Collection
from pathlib import Path

from grader.assignment.folders import REFERENCE, checkout, folders
from grader.assignment.load import FILE_NAME, load_assignment
from grader.assignment.model import Assignment
from grader.assignment.slug import is_slug
from grader.errors import InvalidAssignment, UnknownAssignment
from grader.i18n import text

__all__ = ["assignment_folder", "available", "find_assignment", "reference_folder"]


def available() -> list[str]:
    """Names of the assignments there are, sorted."""
    return sorted(_catalogue())


def find_assignment(name: str, kinds: Collection[str] | None = None) -> Assignment:
    """The assignment of that name, or at that path.

    Args:
        name: one of `available()`, or else the path of an assignment's folder or yaml file. What is a slug is a name
            and never a path: write `./folder`.
        kinds: as in `load_assignment`.

    Raises:
        UnknownAssignment: there is none; the message lists those there are.
        InvalidAssignment: it has mistakes, or another name than its folder.
    """
    folder = _catalogue().get(name)
    if folder is None:
        path = Path(name)
        # A notebook may name its assignment by a slug: that must never lead to a folder beside it.
        if is_slug(name) or not (_is_file(path / FILE_NAME) or (path.suffix in (".yaml", ".yml") and _is_file(path))):
            raise _unknown(name)
        return load_assignment(path, kinds)
    assignment = load_assignment(folder, kinds)
    if assignment.name != name:
        raise InvalidAssignment(
            text(
                "{file}: name: found {found}; expected {expected}, as its folder is called",
                file=str(folder / FILE_NAME),
                found=assignment.name,
                expected=name,
            )
        )
    return assignment


def assignment_folder(name: str) -> Path:
    """The folder of an assignment that `find_assignment` finds by `name`."""
    return _catalogue().get(name) or (Path(name) if is_slug(name) or Path(name).is_dir() else Path(name).parent)


def reference_folder(name: str, folder: Path | None = None) -> Path:
    """Where the reference of an assignment is: `reference/` in its own folder, else that of its name in the checkout.

    Args:
        name: the assignment's.
        folder: its own; without one, that where its name is found.
    """
    own, root = (folder or assignment_folder(name)) / REFERENCE, checkout()
    return own if own.is_dir() or root is None else root / REFERENCE / name.replace("-", "_")


def _catalogue() -> dict[str, Path]:
    """Each assignment's name and folder; the first folder that has a name wins."""
    found: dict[str, Path] = {}
    for folder in folders():
        for file in folder.glob(f"*/{FILE_NAME}"):
            if is_slug(file.parent.name):
                found.setdefault(file.parent.name, file.parent)
    return found


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # too long, or not a path at all
        return False


def _unknown(name: str) -> UnknownAssignment:
    names = available()
    if not names:
        looked = ", ".join(str(folder) for folder in folders())
        remedy = text("No assignment is installed; looked in: {folders}.", folders=looked)
    else:
        remedy = text("Available: {names}.", names=", ".join(names))
        if near := difflib.get_close_matches(name, names, n=1):
            remedy = text("Did you mean {name}? {remedy}", name=near[0], remedy=remedy)
    shown = name[:100].encode("utf-8", "replace").decode()
    return UnknownAssignment(text("There is no assignment “{name}”.", name=shown), remedy)
