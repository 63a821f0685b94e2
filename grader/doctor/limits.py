"""The memory and the processors that control groups leave to this process, as where it runs in a container."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

__all__ = ["memory_limit", "processor_limit"]

_ROOT: Final = Path("/sys/fs/cgroup")
_MEMBERSHIP: Final = Path("/proc/self/cgroup")
_UNLIMITED: Final = 2**60  # version 1 writes a number of this size where there is no limit


def memory_limit(root: Path = _ROOT, membership: Path = _MEMBERSHIP) -> int | None:
    """Bytes, or None without a limit.

    Args:
        root: where control groups are mounted.
        membership: the file that tells the groups of a process.
    """
    found = [
        int(value)
        for folder in _folders("memory", root, membership)
        for value in _words(folder / "memory.max") + _words(folder / "memory.limit_in_bytes")
        if value.isdecimal() and int(value) < _UNLIMITED
    ]
    return min(found, default=None)


def processor_limit(root: Path = _ROOT, membership: Path = _MEMBERSHIP) -> float | None:
    """Processors, such as 0.5, or None without a limit; the arguments are those of `memory_limit`."""
    found = []
    for folder in _folders("cpu", root, membership):
        for words in (_words(folder / "cpu.max"), _words(folder / "cpu.cfs_quota_us", folder / "cpu.cfs_period_us")):
            if len(words) == 2 and all(word.isdecimal() for word in words):  # no limit is `max`, or -1
                found.append(int(words[0]) / int(words[1]))
    return min(found, default=None)


def _folders(controller: str, root: Path, membership: Path) -> Iterator[Path]:
    """Folders of this process's group of one controller and of all groups above it, for both versions.

    In a container the path may be that of the host, and the folder not be there: then the root is what counts.
    """
    with suppress(OSError):
        for line in membership.read_text().splitlines():
            _, controllers, path = line.split(":", 2)
            if controllers == "" or controller in controllers.split(","):
                top = root / controller if controllers else root
                group = top / path.strip("/")
                yield from (folder for folder in (group, *group.parents) if folder == top or top in folder.parents)


def _words(*files: Path) -> list[str]:
    words: list[str] = []
    for file in files:
        with suppress(OSError):
            words += file.read_text().split()
    return words
