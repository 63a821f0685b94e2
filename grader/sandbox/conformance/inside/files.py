"""Attacks on the host's files."""

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from .tools import Attack, Facts, canary, content, first, visible, writable

__all__ = ["ATTACKS"]

_SYSTEM: Final = ("/", "/usr", "/etc", "/dev", "/opt", "/var", "/sys")
_GROUPS: Final = Path("/sys/fs/cgroup")


def grader(facts: Facts) -> str:
    """Read the code that grades, and what tests it."""
    return first(path for path in facts["code"] if visible(path))


def assignments(facts: Facts) -> str:
    """Read bounds and references."""
    return first(path for path in facts["assignments"] if visible(path))


def students(facts: Facts) -> str:
    """Read another student's result, by its path and from the folder beside one's own."""
    beside = Path(os.path.realpath(os.environ["GRADER_INPUT"])).parent / Path(facts["student"]).name
    return canary(b"".join(content(path) for folder in (facts["student"], beside) for path in _files(Path(folder))))


def _files(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return [folder / "result.json"]  # known by its name, where folders cannot be listed


def shared(facts: Facts) -> str:
    """Leave files where other programs of this machine look; they tell whether they are there."""
    for path in facts["drops"]:
        with suppress(OSError):
            Path(path).touch()
    return ""


def accounts(facts: Facts) -> str:
    """Read files of the grader's user and passwords of this machine."""
    return first(path for path in facts["accounts"] if content(path))


def system(facts: Facts) -> str:
    """Write to the system and to Python."""
    return first(folder for folder in (*_SYSTEM, sys.prefix, sys.base_prefix) if writable(folder))


def given(facts: Facts) -> str:
    """Write to the code and the data that the box was given."""
    folders = [Path(name) for name in (os.environ["PYTHONPATH"], os.environ["GRADER_INPUT"])]
    open_ones = [folder for folder in (*folders, folders[0] / "box") if writable(folder)]
    return first([*open_ones, *(path for path in folders[1].iterdir() if path.is_file() and _opens(path))])


def _opens(path: Path) -> bool:
    try:
        path.open("r+b").close()
    except OSError:
        return False
    return True


def settings(facts: Facts) -> str:
    """Open a setting of the kernel for writing, without writing to it."""
    return first(path for path in (Path("/proc/sys/kernel/core_pattern"), Path("/proc/sysrq-trigger")) if _opens(path))


def control_groups(facts: Facts) -> str:
    """Open the door out of one's control group."""
    return first(path for depth in ("*", "*/*") for path in _GROUPS.glob(f"{depth}/cgroup.procs") if _opens(path))


def devices(facts: Facts) -> str:
    """Make a block device, or find one, or the memory of the machine."""
    made = Path(os.environ["HOME"], "device")
    found = [path for path in Path("/dev").iterdir() if _is_disk(path) or path.name in ("mem", "kmsg", "kvm")]
    readable = first(path for path in found if os.access(path, os.R_OK))
    if readable:
        return readable
    os.mknod(made, 0o600 | stat.S_IFBLK, os.makedev(7, 0))
    made.unlink()
    return f"made {made}"


def _is_disk(path: Path) -> bool:
    try:
        return stat.S_ISBLK(path.stat().st_mode)
    except OSError:
        return False


ATTACKS: Final[dict[str, Attack]] = {
    "grader": grader,
    "assignments": assignments,
    "students": students,
    "shared": shared,
    "accounts": accounts,
    "system": system,
    "given": given,
    "settings": settings,
    "control_groups": control_groups,
    "devices": devices,
}
