"""A control group that keeps a fork bomb from taking the whole machine, where this process may make one.

RLIMIT_NPROC does not hold processes of root, and a watchdog that counts them comes a few doublings late. The group's
limit is wide: it stops the explosion, the watchdog decides.
"""

import itertools
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final, Self

__all__ = ["TaskGroup"]

#: The pids controller of control groups version 1, and the root of version 2.
_ROOTS: Final = (Path("/sys/fs/cgroup/pids"), Path("/sys/fs/cgroup"))
_numbers = itertools.count()


class TaskGroup:
    """Holds the tasks (processes and their threads) of one box together."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._members: set[int] = set()

    @classmethod
    def make(cls, most: int) -> Self | None:
        """A new group of at most `most` tasks; None where this machine or user cannot have one."""
        for root in _ROOTS:
            folder = root / f"grader-{os.getpid()}-{next(_numbers)}"
            try:
                folder.mkdir()
                (folder / "pids.max").write_text(str(most))
            except OSError:
                with suppress(OSError):
                    folder.rmdir()
            else:
                return cls(folder)
        return None

    def add(self, pids: Iterable[int]) -> None:
        """Move processes into the group; those they start from now on are born in it."""
        for pid in set(pids) - self._members:
            with suppress(OSError):  # it ended meanwhile
                (self._folder / "cgroup.procs").write_text(str(pid))
            self._members.add(pid)

    def remove(self) -> None:
        """Take the group away; its members have to be gone."""
        with suppress(OSError):
            self._folder.rmdir()
