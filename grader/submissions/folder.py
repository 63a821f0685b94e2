"""What lies in a folder that was given."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from grader.submissions.model import Entry

__all__ = ["ignored", "in_folder"]

#: What systems and editors leave behind.
_LITTER = {"__MACOSX", "__pycache__", "Thumbs.db", "desktop.ini"}


def ignored(name: str) -> bool:
    """Whether a file or folder of that name is nobody's work: hidden, a backup, or a system's litter."""
    return name.startswith((".", "~")) or name in _LITTER


def in_folder(root: Path) -> Iterator[Entry]:
    """Its files, and folders without any, sorted. Links are not followed: they may lead to another's work."""
    for place, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not ignored(name) and not Path(place, name).is_symlink())
        own = sorted(name for name in files if not ignored(name))
        here = Path(place)
        for name in own:
            path = here / name
            if path.is_file() and not path.is_symlink():
                yield Entry(path.relative_to(root).parts, path.stat().st_mtime, _itself(path))
        if not own and not folders and here != root:
            yield Entry(here.relative_to(root).parts, here.stat().st_mtime, _itself(here), folder=True)


def _itself(path: Path) -> Callable[[Path], Path]:
    return lambda folder: path
