"""The profile `bubblewrap`: Linux namespaces, set up by the program `bwrap`; no root and no daemon needed."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import cache, partial
from pathlib import Path
from typing import Final

from grader.box.protocol import BOX_CODE, BOX_HOME
from grader.sandbox.environment import WORK, neutral_environment
from grader.sandbox.machine import CODE, ETC, SYSTEM, interpreter_paths, project_paths, with_rlimits
from grader.sandbox.protocol import Box, Launch
from grader.sandbox.refusals import not_installed, refused_by_bwrap
from grader.sandbox.seccomp import ANY_FAMILY, compiled
from grader.sandbox.selfcheck import prove

__all__ = ["Bubblewrap", "fork_server_box", "system_call_filter"]

_OWN_ETC: Final = Path(__file__).with_name("etc")  # users, hosts and name services that are the same everywhere
_PERSON: Final = (
    *("--uid", "1000", "--gid", "1000", "--hostname", "localhost", "--cap-drop", "ALL"),
    *("--die-with-parent", "--new-session", "--clearenv"),
)
_WALLS: Final = ("--unshare-all", "--unshare-user", "--disable-userns", "--assert-userns-disabled", *_PERSON)
#: Those of a fork server, which holds no student code: its children are to enter boxes, so that these have to lie
#: below its own namespaces of users and of processes.
_OPEN_WALLS: Final = ("--unshare-user", "--unshare-ipc", "--unshare-net", "--unshare-uts", *_PERSON)
#: Bytes of each writable folder that lives in memory and dies with the box.
_SCRATCH: Final = 512 * 2**20
#: The descriptor bwrap reads its filter from.
_FILTER: Final = "9"


class Bubblewrap:
    """Boxes with every namespace of their own, a read-only system, no network and no capabilities."""

    profile = "bubblewrap"

    def check(self) -> None:
        """Prove that the walls hold; once per process.

        Raises:
            SandboxUnavailable: bwrap is missing, the kernel refuses it, or a wall does not hold.
        """
        _prove_once()

    def launch(self, box: Box) -> Launch:
        """Make `box` ready.

        Killing its process kills the first process of the box's own pid namespace, and thereby everything in it.

        Raises:
            SandboxUnavailable: bwrap is not installed, or libseccomp is not.
        """
        environment = {**neutral_environment(), **box.environment}
        command = with_rlimits(box.command, box.limits, count_threads=True)
        # settings of the whole kernel are files of root, and to them the root that may run this is root in the box too
        own_processes = ("--proc", "/proc", "--remount-ro", "/proc")
        argv = _bwrap((*_WALLS, "--seccomp", _FILTER), environment, own_processes, _mounts(box), command)
        filter_file = _filter_file()
        open_filter = ["/bin/sh", "-c", f'exec "$@" {_FILTER}<"$0"', str(filter_file)]
        return Launch([*open_filter, *argv], whole=True, clear=partial(filter_file.unlink, missing_ok=True))


def fork_server_box(command: Sequence[str], threads: int | None) -> list[str]:
    """The command line that runs code of ours where it sees what it would see in a box, with that many threads.

    Raises:
        SandboxUnavailable: bwrap is not installed.
    """
    return _bwrap(_OPEN_WALLS, neutral_environment(threads=threads), ("--ro-bind", "/proc", "/proc"), (), command)


def _bwrap(
    walls: Sequence[str],
    environment: Mapping[str, str],
    processes: Sequence[str],
    mounts: Iterable[str],
    command: Sequence[str],
) -> list[str]:
    bwrap = shutil.which("bwrap")
    if bwrap is None:
        raise not_installed()
    variables = [part for name, value in environment.items() for part in ("--setenv", name, value)]
    mounted = [*processes, *_scratch(), *_system(), *_code(), *mounts]
    # bwrap itself starts without variables too: its own environment can be read inside, in /proc/1
    return ["/usr/bin/env", "-i", bwrap, *walls, *variables, *mounted, *_finish(), "--", *command]


@cache
def _prove_once() -> None:
    prove(Bubblewrap(), refused_by_bwrap)


def _filter_file() -> Path:
    """A file with the filter of system calls: bwrap takes it by an open descriptor only.

    One for each box, taken away with it: a worker process of a class ends without its exit handlers.
    """
    content = system_call_filter()
    with ExitStack() as undo:
        with tempfile.NamedTemporaryFile(prefix="grader-filter-", delete=False) as file:
            undo.callback(Path(file.name).unlink)
            file.write(content)
        undo.pop_all()
    return Path(file.name)


@cache
def system_call_filter() -> bytes:
    """What is handed to bwrap, for processes that enter a box from elsewhere."""
    return compiled(ANY_FAMILY)


def _scratch() -> Iterator[str]:
    yield from ("--dev", "/dev", "--remount-ro", "/dev")
    for folder, mode in (("/dev/shm", "1777"), ("/tmp", "1777"), (BOX_HOME, "0700")):
        yield from ("--perms", mode, "--size", str(_SCRATCH), "--tmpfs", folder)
    yield from ("--dir", WORK)


def _system() -> Iterator[str]:
    for path in SYSTEM:
        if path.is_symlink():
            yield from ("--symlink", str(path.readlink()), str(path))
        elif path.exists():
            yield from _read_only(path, str(path))
    python = interpreter_paths(SYSTEM)
    for path in python:
        yield from _read_only(path, str(path))
    for path in project_paths([*SYSTEM, *python]):
        yield from ("--tmpfs", str(path), "--remount-ro", str(path))
    for name in ETC:
        yield from ("--ro-bind-try", name, name)
    for path in sorted(_OWN_ETC.iterdir()):
        yield from _read_only(path, f"/etc/{path.name}")


def _code() -> Iterator[str]:
    yield from _read_only(CODE, f"{BOX_CODE}/{CODE.name}")


def _mounts(box: Box) -> Iterator[str]:
    for mount in box.mounts:
        yield from ("--bind" if mount.writable else "--ro-bind", str(mount.source.absolute()), mount.target)


def _finish() -> Iterator[str]:
    yield from ("--remount-ro", "/", "--chdir", WORK)


def _read_only(source: Path, target: str) -> Iterator[str]:
    yield from ("--ro-bind", str(source), target)
