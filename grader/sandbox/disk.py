"""What a box puts on this machine's disk: how much it is, and taking it away, however it was made."""

import errno
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

__all__ = ["remove", "used"]

#: What hides the content of a folder from us: its permissions, or its depth.
_HIDDEN: Final = frozenset({errno.EACCES, errno.ENAMETOOLONG})
_BLOCK: Final = 4096


def used(folders: Iterable[Path], enough: int) -> int:
    """Bytes on disk below `folders`, at least one block for each entry; counting stops beyond `enough`.

    A folder that cannot be looked into counts as beyond it.
    """
    total = 0
    for size in _sizes(folders, enough):
        total += size
        if total > enough:
            break
    return total


def remove(folder: Path) -> None:
    """Remove a folder that nothing writes to any more, however deep it is; what cannot be removed stays.

    `shutil.rmtree` calls itself for each level, and fails on a thousand of them.
    """
    with suppress(OSError):
        waiting = _emptied(folder)
        while waiting:
            path = waiting.pop()
            waiting += [deeper.rename(folder / secrets.token_hex(8)) for deeper in _emptied(path)]
            path.rmdir()
        folder.rmdir()


def _sizes(folders: Iterable[Path], enough: int) -> Iterator[int]:
    waiting = list(map(str, folders))
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    yield max(entry.stat(follow_symlinks=False).st_blocks * 512, _BLOCK)
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
        except OSError as error:  # files come and go while a box runs
            if error.errno in _HIDDEN:
                yield enough + 1


def _emptied(folder: Path) -> list[Path]:
    """Remove all of a folder but its folders, and give those, ours to write."""
    folder.chmod(0o700)
    inner = []
    with os.scandir(folder) as entries:
        for entry in entries:
            path = Path(entry.path)
            if entry.is_dir(follow_symlinks=False):
                path.chmod(0o700)
                inner.append(path)
            else:
                path.unlink()
    return inner
