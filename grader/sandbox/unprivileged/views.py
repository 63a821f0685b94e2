"""What a box sees of this machine's files: pairs of a path and what `enter` lets be done below it."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, TypeAlias

from grader.sandbox.machine import CODE, ETC, SYSTEM, interpreter_paths, is_below, project_paths
from grader.sandbox.protocol import Mount

__all__ = ["View", "machine_views", "mount_views", "needed"]

#: A path and `list`, `read`, `use` or `write`.
View: TypeAlias = tuple[str, str]

#: Nothing about processes but the box's first one, which finds itself as `/proc/self`.
_PROC: Final = (
    *("cpuinfo", "filesystems", "loadavg", "meminfo", "stat", "uptime", "version", "self"),
    *("sys/kernel/osrelease", "sys/kernel/random", "sys/vm/overcommit_memory", "sys/vm/max_map_count"),
)
_DEVICES: Final = ("null", "zero", "full", "random", "urandom", "ptmx", "pts")


def needed() -> Iterator[Path]:
    """What every box has to reach beside the system: the interpreter, and our code that runs in it."""
    yield from interpreter_paths(SYSTEM)
    yield CODE


def machine_views() -> Iterator[View]:
    """Of the system, the interpreter and the package `box`: the same for every box."""
    folders = [*filter(Path.exists, SYSTEM), *interpreter_paths(SYSTEM)]
    hidden = project_paths(folders)
    for folder in folders:
        yield from _around(folder, hidden)
    yield from ((path, "read") for path in (*ETC, str(CODE)))
    yield from ((f"/proc/{name}", "read") for name in _PROC)
    yield from ((f"/dev/{name}", "use") for name in _DEVICES)


def mount_views(mounts: Iterable[Mount]) -> Iterator[View]:
    """Of what one box is given."""
    for mount in mounts:
        yield str(mount.source.absolute()), "write" if mount.writable else "read"


def _around(folder: Path, hidden: Iterable[Path]) -> Iterator[View]:
    """`folder` without what is hidden, of which no more than names can be seen: rules cannot take away, only give."""
    if not any(is_below(path, folder) for path in hidden):
        yield str(folder), "read"
    elif folder not in hidden:
        yield str(folder), "list"
        for path in folder.iterdir():
            yield from _around(path, hidden)
