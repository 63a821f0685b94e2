"""Attacks on what a program starts with: its variables, descriptors and private folders."""

import os
import resource
from contextlib import suppress
from pathlib import Path
from typing import Final

from .tools import Attack, Facts, canary, content, first, visible, writable

__all__ = ["ATTACKS"]

_GIB: Final = 2**30


def variables(facts: Facts) -> str:
    """Read what the grader's own environment holds."""
    return canary("".join(os.environ.values()).encode() + content("/proc/self/environ") + content("/proc/1/environ"))


def descriptors(facts: Facts) -> str:
    """Read through descriptors that were left open."""
    found = ""
    for link in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            found = found or canary(os.pread(int(link.name), 100, 0))
    return found


def tmp(facts: Facts) -> str:
    """Read what others left in /tmp."""
    return canary(content(facts["left"]["/tmp"]))


def shm(facts: Facts) -> str:
    """Read what others left in /dev/shm."""
    return canary(content(facts["left"]["/dev/shm"]))


def home(facts: Facts) -> str:
    """See the home folder of the grader's user."""
    return (
        os.environ["HOME"]
        if os.environ["HOME"] == facts["home"]
        else first(path for path in facts["in_home"] if visible(path))
    )


def scratch(facts: Facts) -> str:
    """Miss a folder to write to: notebooks and their libraries need them."""
    return ", ".join(folder for folder in _private() if not writable(folder))


def shared_scratch(facts: Facts) -> str:
    """Miss shared memory by name, which programs of several processes need."""
    return "" if writable("/dev/shm") else "/dev/shm"


def bounded_scratch(facts: Facts) -> str:
    """Find one that takes more than a gigabyte."""
    sizes = {folder: os.statvfs(folder) for folder in ("/dev/shm", *_private()) if writable(folder)}
    return ", ".join(folder for folder, size in sizes.items() if size.f_frsize * size.f_blocks > _GIB)


def _private() -> tuple[str, str]:
    return os.environ.get("TMPDIR", "/tmp"), os.environ["HOME"]


def core_dumps(facts: Facts) -> str:
    """Leave a dump of memory by crashing."""
    return first(limit for limit in resource.getrlimit(resource.RLIMIT_CORE) if limit != 0)


ATTACKS: Final[dict[str, Attack]] = {
    "variables": variables,
    "descriptors": descriptors,
    "tmp": tmp,
    "shm": shm,
    "home": home,
    "scratch": scratch,
    "shared_scratch": shared_scratch,
    "bounded_scratch": bounded_scratch,
    "core_dumps": core_dumps,
}
