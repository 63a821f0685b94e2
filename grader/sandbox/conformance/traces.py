"""Sees what a box left on this machine, by the mark on it, and takes it away."""

import os
import signal
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from grader.sandbox.conformance.inside.kernel import call, segment
from grader.sandbox.conformance.inside.leave import left, memory_key

__all__ = ["control_groups", "orphans", "remove", "take_away"]

_GROUPS: Final = Path("/sys/fs/cgroup")
_REMOVE: Final = 0  # IPC_RMID


def orphans(mark: str) -> Mapping[int, str]:
    """Living processes with that mark, each with its kind."""
    found = {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            pid, _, rest = file.read_text().partition(" (")
            name, _, state = rest.rpartition(") ")
            if name.startswith(f"{mark}-") and state[0] not in "ZX":
                found[int(pid)] = name.removeprefix(f"{mark}-")
    return found


def control_groups(pids: Iterable[int]) -> set[Path]:
    """Folders of the control groups that these processes are in and this one is not."""
    return set().union(*map(_groups, pids)) - _groups(os.getpid())


def _groups(pid: int) -> set[Path]:
    found: set[Path] = set()
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/cgroup").read_text().splitlines():
            _, controllers, path = line.split(":", 2)
            found.update(_GROUPS / place / path.strip("/") for place in ("", "unified", *controllers.split(",")))
    return {folder for folder in found if folder.is_dir()}


def remove(groups: Iterable[Path]) -> None:
    """Take control groups away that nobody is in."""
    for folder in groups:
        with suppress(OSError):
            folder.rmdir()


def take_away(mark: str) -> None:
    """Kill such processes and delete the rest, so that nothing of an examination stays."""
    for pid in orphans(mark):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    for path in left(mark):
        with suppress(OSError):
            Path(path).unlink()
    with suppress(OSError):
        call("shmctl", segment(memory_key(mark)), _REMOVE, None)
