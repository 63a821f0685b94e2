"""A control group that holds one box to its tasks and its memory, where this process may make one.

RLIMIT_NPROC does not hold processes of root, a watchdog that counts comes a few doublings late, and among a thousand
busy processes it hardly gets to run: a group also shares processor time with the box as with one process.
"""

import atexit
import os
import secrets
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final, Literal, Self

from grader.errors import GraderFault
from grader.i18n import text

__all__ = ["ControlGroup"]

_ROOT: Final = Path("/sys/fs/cgroup")
_MEMBERSHIP: Final = Path("/proc/self/cgroup")
_CONTROLLERS: Final = ("pids", "memory", "cpu")  # version 1 has a hierarchy for each
_OUT_OF_MEMORY: Final = ("memory.events", "memory.oom_control")  # of version 2, of version 1
_STALE: Final = 3_600.0  # seconds after which an empty group is nobody's: its grader was killed
_PATIENCE: Final = 2.0  # seconds, for a busy kernel to move a process, and at exit for the dead to be reaped
#: Groups that could not be taken away yet: nobody has reaped their dead.
_left: set[Path] = set()


class ControlGroup:
    """Holds all tasks (processes and their threads) of one box; those they start are born in it."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders

    @classmethod
    def make(cls, *, tasks: int, memory: int) -> Self | None:
        """A new group of at most `tasks` tasks and `memory` bytes, as far as this machine has controllers for them.

        None where there is no controller, or this user may not make groups.
        """
        _clear_left()
        name = f"grader-{os.getpid()}-{secrets.token_hex(4)}"
        folders = [folder for places in _places() if (folder := _first(places, name, tasks, memory))]
        return cls(folders) if folders else None

    def add(self, pid: int) -> None:
        """Move a process into the group.

        Raises:
            GraderFault: it is not there afterwards.
        """
        for folder in self._folders:
            if not _move(pid, folder):
                raise GraderFault(text("A box could not be put into its control group {group}.", group=str(folder)))

    def passed(self) -> Literal["processes", "memory"] | None:
        """Which limit was run into, `processes` or `memory`; None as long as there is none."""
        if any(_count(folder / "pids.events", "max") for folder in self._folders):
            return "processes"
        if any(_count(folder / name, "oom_kill") for folder in self._folders for name in _OUT_OF_MEMORY):
            return "memory"
        return None

    def close(self) -> set[int]:
        """Let no task be born any more, and tell which processes there are."""
        for folder in self._folders:
            if (folder / "pids.max").exists():
                with suppress(OSError):
                    (folder / "pids.max").write_text("0")
        return set().union(*map(_members, self._folders))

    def remove(self) -> None:
        """Take the group away, now or, while its dead are still to be reaped, later."""
        _left.update(self._folders)
        _clear_left()


def _places() -> Iterator[Sequence[Path]]:
    """For each group that has to be made, the folders it may be made in; below one's own first."""
    own = _own_groups()
    if (_ROOT / "cgroup.controllers").exists():
        yield [_ROOT / own.get("", ""), _ROOT]
    else:
        for controller in _CONTROLLERS:
            root = _ROOT / controller
            yield [root / own.get(controller, ""), root]


def _own_groups() -> Mapping[str, str]:
    """The group of this process by controller; version 2 has one for all, under the empty name."""
    own: dict[str, str] = {}
    with suppress(OSError):
        for line in _MEMBERSHIP.read_text().splitlines():
            _, controllers, path = line.split(":", 2)
            own.update(dict.fromkeys(controllers.split(","), path.lstrip("/")))
    return own


def _first(places: Sequence[Path], name: str, tasks: int, memory: int) -> Path | None:
    """The group, made in the first of `places` that takes it."""
    for place in places:
        _clear_stale(place)
        _pass_on_controllers(place)
        folder = place / name
        try:
            folder.mkdir()
        except OSError:
            continue
        limits = {"pids.max": tasks, "memory.max": memory, "memory.limit_in_bytes": memory}
        extras = {"memory.swap.max": 0, "memory.memsw.limit_in_bytes": memory, "memory.oom.group": 1}
        if _is_controlled(folder) and _set(folder, limits):
            _set(folder, extras)
            return folder
        with suppress(OSError):
            folder.rmdir()
    return None


def _pass_on_controllers(place: Path) -> None:
    """Version 2 gives a group the controllers its parent passes on; version 1 has no such file."""
    if (place / "cgroup.subtree_control").exists():
        for controller in _CONTROLLERS:
            with suppress(OSError):
                (place / "cgroup.subtree_control").write_text(f"+{controller}")


@cache
def _clear_stale(place: Path) -> None:
    """Take away, once per process, what graders left that were killed; a group with a process in it cannot be."""
    with suppress(OSError):
        for folder in list(place.glob("grader-*")):
            with suppress(OSError):
                if time.time() - folder.stat().st_mtime > _STALE:
                    folder.rmdir()


def _is_controlled(folder: Path) -> bool:
    return any((folder / name).exists() for name in ("pids.max", "memory.limit_in_bytes", "cpu.shares"))


def _set(folder: Path, values: Mapping[str, int]) -> bool:
    """Write those of `values` that the group knows; whether all could be written."""
    try:
        for name, value in values.items():
            if (folder / name).exists():
                (folder / name).write_text(str(value))
    except OSError:
        return False
    return True


def _move(pid: int, folder: Path) -> bool:
    """Whether it went there; the kernel of a crowded machine may refuse for a moment."""
    end = time.monotonic() + _PATIENCE
    while True:
        with suppress(OSError):
            (folder / "cgroup.procs").write_text(str(pid))
        if pid in _members(folder):
            return True
        if time.monotonic() > end:
            return False
        time.sleep(0.05)


def _members(folder: Path) -> set[int]:
    """Its processes, without those that have no number here: 0 would stand for one's own."""
    try:
        return set(map(int, (folder / "cgroup.procs").read_text().split())) - {0}
    except OSError:
        return set()


def _count(path: Path, name: str) -> int:
    """The number that stands after `name` in a file of the kernel; 0 where there is none."""
    with suppress(OSError):
        for line in path.read_text().splitlines():
            key, _, value = line.partition(" ")
            if key == name:
                return int(value)
    return 0


@atexit.register
def _clear_at_exit() -> None:
    end = time.monotonic() + _PATIENCE
    _clear_left()
    while _left and time.monotonic() < end:
        time.sleep(0.05)
        _clear_left()


def _clear_left() -> None:
    for folder in list(_left):
        with suppress(OSError):
            folder.rmdir()
        if not folder.exists():
            _left.discard(folder)
