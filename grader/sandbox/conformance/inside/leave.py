"""Leaves behind what a program can: processes that flee from its end, files, memory and a key; and looks for them.

The variable MARK names all of it, so that the grader and the next box know it when they see it. The processes are named
after it too: `MARK-KIND`, in the 15 bytes that the kernel keeps of a name.
"""

import ctypes
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from .kernel import call, segment

__all__ = ["ORPHANS", "left", "main", "memory_key"]

_SET_NAME: Final = 15  # PR_SET_NAME
_CREATE: Final = 0o1666  # IPC_CREAT, for anybody
_SESSION: Final = -3  # the keyring of this session
_SEARCH, _SET_TIMEOUT = 10, 15  # operations of keyctl
_SECONDS: Final = 60  # that a key lives, and the program itself
_POLL: Final = 0.01


def main() -> None:
    """Look for what another box left; or leave things, and end when told to, as far as one can be told."""
    mark = os.environ["MARK"]
    if "LOOK" in os.environ:
        print(json.dumps(left(mark)))
        return
    for kind, flee in ORPHANS.items():
        if os.fork() == 0:
            flee()
            call("prctl", _SET_NAME, f"{mark}-{kind}".encode())
            while True:
                signal.pause()
    _leave(mark)
    print("left", flush=True)
    deadline = time.monotonic() + _SECONDS  # where no wall ends it with its grader
    while not Path(os.environ["GRADER_INPUT"], "end").exists() and time.monotonic() < deadline:
        time.sleep(_POLL)
    sys.stdout.flush()
    os._exit(0)


def _daemon() -> None:
    os.setsid()
    if os.fork() != 0:
        os._exit(0)


def _deaf() -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT):
        signal.signal(number, signal.SIG_IGN)


def _stopped() -> None:
    os.setsid()
    call("prctl", _SET_NAME, f"{os.environ['MARK']}-stopped".encode())
    os.kill(os.getpid(), signal.SIGSTOP)


#: How a process tries to outlive the program that started it, by the last part of its name.
ORPHANS: Final[dict[str, Callable[[], object]]] = {
    "child": lambda: None,
    "session": os.setsid,
    "daemon": _daemon,
    "deaf": _deaf,
    "stopped": _stopped,
}


def _leave(mark: str) -> None:
    for folder in _folders():
        with suppress(OSError):
            Path(folder, mark).write_text(mark)
    for number, make in enumerate(_PROGRAMS):
        with suppress(OSError):
            make(Path(os.environ["GRADER_OUTPUT"], f"program-{number}"))
    with suppress(OSError):
        segment(memory_key(mark), 100, _CREATE)
    with suppress(OSError, AttributeError):
        key = call("add_key", b"user", mark.encode(), b"x", ctypes.c_size_t(1), _SESSION)
        call("keyctl", _SET_TIMEOUT, key, _SECONDS)


def _created(program: Path) -> None:
    os.umask(0)
    os.close(os.open(program, os.O_CREAT | os.O_WRONLY, 0o6755))


def _changed(program: Path) -> None:
    program.touch()
    program.chmod(0o6755)


def _changed_open(program: Path) -> None:
    with program.open("wb") as file:
        os.fchmod(file.fileno(), 0o6755)


def _changed_at(program: Path) -> None:
    program.touch()
    call("fchmodat2", -100, str(program).encode(), 0o6755, 0)


#: Ways to make a program that runs as the user who owns it, who is the grader's.
_PROGRAMS: Final[tuple[Callable[[Path], None], ...]] = (_created, _changed, _changed_open, _changed_at)


def left(mark: str) -> list[str]:
    """What of it can be seen from here: paths, `shared memory`, `key`."""
    found = [str(path) for path in (Path(folder, mark) for folder in _folders()) if path.exists()]
    with suppress(OSError):
        segment(memory_key(mark))
        found.append("shared memory")
    with suppress(OSError, AttributeError):
        call("keyctl", _SEARCH, _SESSION, b"user", mark.encode(), 0)
        found.append("key")
    return found


def _folders() -> tuple[str, ...]:
    return ("/tmp", "/dev/shm", "/var/tmp", "/run/lock", os.environ["HOME"])


def memory_key(mark: str) -> int:
    """The key of the System V memory that is left."""
    return int(mark, 16) & 0x7FFFFFFF | 1
