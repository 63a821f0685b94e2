"""Where assignments are looked for."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

__all__ = ["FOLDER_VARIABLE", "folders", "shared_folders"]

#: Environment variable: a folder of assignments that is looked through first.
FOLDER_VARIABLE: Final = "GRADER_ASSIGNMENTS_DIR"
#: Below each of them: the tasks that several assignments share.
_SHARED: Final = "shared"
_PACKAGE: Final = Path(__file__).resolve().parents[1]


def folders() -> Iterator[Path]:
    """Folders of assignments, the first to be looked through first."""
    if chosen := os.environ.get(FOLDER_VARIABLE):
        yield Path(chosen)
    if (_PACKAGE.parent / "pyproject.toml").is_file():  # a checkout; in site-packages the folder would be anyone's
        yield _PACKAGE.parent / "assignments"
    yield _PACKAGE / "_assignments"


def shared_folders(file: Path) -> Iterator[Path]:
    """Folders of shared tasks for the assignment in `file`: the one beside its own folder first."""
    yield file.resolve().parents[1] / _SHARED
    yield from (folder / _SHARED for folder in folders())
