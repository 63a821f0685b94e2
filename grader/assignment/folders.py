"""Where assignments and the tasks they share are looked for."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

__all__ = [
    "FOLDER_VARIABLE",
    "REFERENCE",
    "SHARED",
    "checkout",
    "folders",
    "own_folder",
    "shared_folders",
]

#: Environment variable: a folder of assignments that is looked through first.
FOLDER_VARIABLE: Final = "GRADER_ASSIGNMENTS_DIR"
#: Below each of them: the tasks that several assignments share.
SHARED: Final = "shared"
#: In an assignment's folder: its reference, where that is not in a checkout.
REFERENCE: Final = "reference"
_PACKAGE: Final = Path(__file__).resolve().parents[1]


def checkout() -> Path | None:
    """The checkout that this grader runs from; None where it is installed: what lies beside it would be anyone's."""
    root = _PACKAGE.parent
    return root if (root / "pyproject.toml").is_file() else None


def own_folder() -> Path | None:
    """The folder for new assignments: the chosen one, else that of the checkout."""
    if chosen := os.environ.get(FOLDER_VARIABLE):
        return Path(chosen)
    root = checkout()
    return root / "assignments" if root is not None else None


def folders() -> Iterator[Path]:
    """Folders of assignments, the first to be looked through first."""
    if chosen := os.environ.get(FOLDER_VARIABLE):
        yield Path(chosen)
    if root := checkout():
        yield root / "assignments"
    yield _PACKAGE / "_assignments"


def shared_folders(file: Path) -> Iterator[Path]:
    """Folders of shared tasks for the assignment in `file`: the one beside its own folder first."""
    yield file.resolve().parents[1] / SHARED
    yield from (folder / SHARED for folder in folders())
