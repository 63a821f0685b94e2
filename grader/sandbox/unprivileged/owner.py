"""Hands a folder to the user of a box, and takes it back with all that is in it."""

import stat
import subprocess
from pathlib import Path

__all__ = ["Lent", "move_into"]


class Lent:
    """A folder that belongs to the user `number` from now on, until it is taken back."""

    def __init__(self, folder: Path, number: int) -> None:
        self._folder = folder
        self._before = folder.stat()
        _own(folder, number, number)
        folder.chmod(0o700)

    def take_back(self) -> None:
        """Give it to its owner again; nothing of the box may run any more."""
        if self._folder.is_dir():
            _own(self._folder, self._before.st_uid, self._before.st_gid)
            self._folder.chmod(stat.S_IMODE(self._before.st_mode))


def move_into(folder: Path, source: Path) -> None:
    """Move all that is in `source` into `folder`, without following links; nothing may run that could change it."""
    if made := list(map(str, source.iterdir())):
        subprocess.run(["mv", "-t", str(folder), "--", *made], check=True)


def _own(folder: Path, user: int, group: int) -> None:
    """Make all of `folder` theirs, however deep it is; links themselves and not what they lead to."""
    owner = f"{user}:{group}"  # `os.fwalk` calls itself for each level, and fails on a thousand of them
    subprocess.run(["chown", "-R", "-P", "--no-dereference", owner, "--", str(folder)], check=True)
