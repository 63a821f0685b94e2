"""Whether there is room on a disk that boxes write to."""

import os
from pathlib import Path
from typing import Final

__all__ = ["has_room"]

_LEAST: Final = 16 * 2**20  # bytes; the evidence of a notebook with two models takes about 5 MiB


def has_room(folder: Path) -> bool:
    """Whether some files can still be written below `folder`.

    On a full disk the programs in a box fail, and what they leave is cut off: that is no fault of theirs.
    """
    disk = os.statvfs(folder)
    return disk.f_bavail * disk.f_frsize >= _LEAST and (disk.f_favail > 0 or disk.f_files == 0)
