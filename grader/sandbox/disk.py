"""What a box puts on this machine's disk: how much it is, and taking it away, however it was made."""

import errno
import os
import secrets
import stat
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

__all__ = ["remove", "used"]

#: What hides the content of a folder from us: its permissions, or its depth.
_HIDDEN: Final = frozenset({errno.EACCES, errno.ENAMETOOLONG})
_BLOCK: Final = 4096


def used(folders: Collection[Path], pids: Iterable[int], enough: int) -> int:
    """Bytes on disk, at least one block for each entry; counting stops beyond `enough`.

    Args:
        folders: all below them counts. One that cannot be looked into counts as beyond `enough`.
        pids: processes whose open files count too where they have no name any more.
        enough: bytes.
    """
    total = 0
    for size in _named(map(str, folders), enough):
        total += size
        if total > enough:
            return total
    return total + sum(dict(_nameless(folders, pids)).values())


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


def _named(waiting: Iterable[str], enough: int) -> Iterator[int]:
    folders = list(waiting)
    while folders:
        try:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    yield max(entry.stat(follow_symlinks=False).st_blocks * 512, _BLOCK)
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
        except OSError as error:  # files come and go while a box runs
            if error.errno in _HIDDEN:
                yield enough + 1


def _nameless(folders: Iterable[Path], pids: Iterable[int]) -> Iterator[tuple[tuple[int, int], int]]:
    """Device and number, and size, of open files on the folders' disks that were removed."""
    disks = {folder.stat().st_dev for folder in folders}
    for pid in pids:
        with suppress(OSError), os.scandir(f"/proc/{pid}/fd") as descriptors:
            for descriptor in descriptors:
                with suppress(OSError):
                    found = descriptor.stat()
                    if found.st_nlink == 0 and found.st_dev in disks and stat.S_ISREG(found.st_mode):
                        yield (found.st_dev, found.st_ino), found.st_blocks * 512


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
