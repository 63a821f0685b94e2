"""What every box sees of this machine: the system's programs and the Python interpreter, nothing of this project."""

import os
import resource
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from grader.sandbox.protocol import Limits

__all__ = [
    "CODE",
    "ETC",
    "PROJECT",
    "SYSTEM",
    "interpreter_paths",
    "is_below",
    "project_paths",
    "rlimits",
    "with_rlimits",
]

#: Folders of the system's programs, and what these need of /etc; not all exist on every machine.
SYSTEM: Final = tuple(map(Path, ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")))
ETC: Final = ("/etc/ld.so.cache", "/etc/fonts", "/etc/alternatives", "/etc/localtime")

#: The package that is mounted in boxes, and the folder around this project's packages.
CODE: Final = Path(__file__).parents[1] / "box"
PROJECT: Final = Path(__file__).parents[2]
_PROJECT_FOLDERS: Final = ("grader", "assignments", "reference", "tests", "benchmarks")


def interpreter_paths(mounted: Iterable[Path]) -> list[Path]:
    """What the running interpreter needs that is not below `mounted`: its prefixes and the links that lead to it."""
    needed = list(mounted)
    found: list[Path] = []
    for path in (Path(sys.base_prefix), Path(sys.prefix), *_links(Path(sys.executable))):
        if not any(is_below(path, other) for other in needed):
            needed.append(path)
            found.append(path)
    return found


def _links(path: Path) -> Iterator[Path]:
    """`path`, and each path its symbolic links lead through."""
    yield path
    while path.is_symlink():
        path = Path(os.path.normpath(path.parent / path.readlink()))
        yield path


def project_paths(mounted: Iterable[Path]) -> list[Path]:
    """Folders of this project that would be seen through `mounted`, as where it is installed in site-packages."""
    folders = [PROJECT / name for name in _PROJECT_FOLDERS]
    return [folder for folder in folders if folder.is_dir() and any(is_below(folder, other) for other in mounted)]


def is_below(path: Path, other: Path) -> bool:
    """Whether `path` is `other` or lies below it."""
    return path == other or other in path.parents


def with_rlimits(command: Iterable[str], limits: Limits, *, count_threads: bool) -> list[str]:
    """`command`, started under `rlimits` by util-linux's prlimit; unchanged where that is not installed."""
    prlimit = shutil.which("prlimit")
    if prlimit is None:
        return list(command)
    wanted = rlimits(limits, count_threads=count_threads)
    return [prlimit, *(f"--{name}={value}" for name, value in wanted.items()), "--", *command]


def rlimits(limits: Limits, *, count_threads: bool) -> dict[str, int]:
    """Resource limits by name, none above this process's own hard limit: nobody may raise it.

    Args:
        limits: of these cpu, file size and processes apply, to each process alone.
        count_threads: also limit processes and threads of the user; of use only where the box has a user of its own.
    """
    wanted = {"cpu": int(limits.cpu), "fsize": limits.file_size, "nofile": 4096, "core": 0}
    if count_threads:  # TensorFlow starts a few threads per core
        wanted["nproc"] = limits.processes + 16 * (os.cpu_count() or 1)
    return {name: _allowed(getattr(resource, f"RLIMIT_{name.upper()}"), value) for name, value in wanted.items()}


def _allowed(kind: int, value: int) -> int:
    _, hard = resource.getrlimit(kind)
    return value if hard == resource.RLIM_INFINITY else min(value, hard)
