"""Files that take room on a disk and have no name there any more."""

import os
import stat
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

import psutil

__all__ = ["unlinked"]

_SECONDS: Final = 1.0  # that looking may take: a box may have thousands of processes with thousands of files


def unlinked(processes: Iterable[psutil.Process], folders: Iterable[Path]) -> int:
    """Bytes of deleted files that `processes` hold open, on the disks of `folders`; each file counts once."""
    end = time.monotonic() + _SECONDS
    disks = {folder.stat().st_dev for folder in folders}
    found: dict[tuple[int, int], int] = {}
    for process in processes:
        with suppress(OSError), os.scandir(f"/proc/{process.pid}/fd") as descriptors:  # it may end meanwhile
            for descriptor in descriptors:
                with suppress(OSError):
                    file = descriptor.stat()
                    if stat.S_ISREG(file.st_mode) and file.st_nlink == 0 and file.st_dev in disks:
                        found[file.st_dev, file.st_ino] = max(file.st_blocks * 512, 4096)
        if time.monotonic() > end:
            break
    return sum(found.values())
