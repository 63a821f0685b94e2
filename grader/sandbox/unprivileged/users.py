"""Users that nobody is, lent to one box each, so that two boxes do not see or signal each other."""

import fcntl
import os
import pwd
import random
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Final

import psutil

from grader.errors import SandboxUnavailable
from grader.i18n import text

__all__ = ["User", "sweep"]

#: Numbers that neither distributions nor systemd give to anybody (systemd.io/UIDS-GIDS).
_NUMBERS: Final = range(60_706, 61_184)
_LOCKS: Final = Path("/run/grader-users")
#: One call of the kernel kills all that this user may signal. That this is not everybody is made sure of first.
_KILL_ALL: Final = r"grep -q '^CapEff:[[:space:]]*0*$' /proc/self/status && kill -KILL -1"
_SECONDS: Final = 10.0


class User:
    """A user number of one's own, which is the group's number too, until it is given back.

    Attributes:
        number: of the user and of its group.
    """

    def __init__(self) -> None:
        """Borrow one.

        Raises:
            SandboxUnavailable: all are in use.
        """
        _LOCKS.mkdir(mode=0o700, exist_ok=True)
        for number in random.sample(_NUMBERS, len(_NUMBERS)):
            lock = os.open(_LOCKS / str(number), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
            with suppress(BlockingIOError):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if _is_free(number):
                    self.number = number
                    self._lock = lock
                    return
            os.close(lock)
        raise SandboxUnavailable(text("No user number is free for a box."))

    def sweep(self) -> bool:
        """Kill all its processes; whether there were any."""
        return sweep(self.number)

    def give_back(self) -> None:
        """Let others have it; nothing may be left that it owns."""
        if self._lock >= 0:
            os.close(self._lock)
        self._lock = -1


def sweep(number: int) -> bool:
    """Kill all processes of the user `number`; whether there were any."""
    processes = _processes(number)
    if not processes:
        return False
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    with suppress(subprocess.TimeoutExpired):  # stopped by one that was not dead yet: there is another time
        subprocess.run(
            ["/bin/sh", "-c", _KILL_ALL],
            user=number,
            group=number,
            extra_groups=[],
            env={"PATH": os.defpath},
            stdin=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            timeout=_SECONDS,
            check=False,
        )
    return True


def _is_free(number: int) -> bool:
    with suppress(KeyError):
        pwd.getpwuid(number)
        return False
    return not _processes(number)


def _processes(number: int) -> list[psutil.Process]:
    """The processes of a user that can still do anything."""
    return [process for process in psutil.process_iter() if _belongs(process, number)]


def _belongs(process: psutil.Process, number: int) -> bool:
    try:
        return number in process.uids() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
