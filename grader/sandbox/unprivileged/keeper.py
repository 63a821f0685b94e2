"""Ends a box whose grader was killed: run as a module with a user's number and a folder.

Its standard input is a pipe from the grader. A word on it says that the box has ended; its end without one, that the
grader is gone, and the box is swept away.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Final, Self

from grader.sandbox.unprivileged.users import sweep

__all__ = ["Keeper"]

_POLL: Final = 0.05


class Keeper:
    """Watches over one box from a process of its own."""

    def __init__(self, number: int, folder: Path) -> None:
        """Start it.

        Args:
            number: of the box's user.
            folder: the box's own, to be removed.
        """
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", __spec__.name, str(number), str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": os.pathsep.join(sys.path)},
            cwd="/",
            start_new_session=True,  # what ends the grader's session must not end it
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """The box has ended: so does the keeper."""
        self._process.communicate(b"ended")


def _keep(number: int, folder: Path) -> None:
    if sys.stdin.read():
        return
    while sweep(number):
        time.sleep(_POLL)
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    _keep(int(sys.argv[1]), Path(sys.argv[2]))
