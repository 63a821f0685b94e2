"""Uses more and more of one thing, as the grader says: the variable USE names it, files `amount-N` say how much.

Answers each amount with `done` or `refused`.
"""

import os
import signal
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any, Final

__all__ = ["main"]

_PAGE: Final = b"x" * 4096
_POLL: Final = 0.01
_held: list[Any] = []


def main() -> None:
    """Until the grader ends it."""
    signal.signal(signal.SIGXCPU, signal.SIG_IGN)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    use = USES[os.environ["USE"]]
    for number in count():
        amount = _next(Path(os.environ["GRADER_INPUT"], f"amount-{number}"))
        try:
            use(amount)
        except (OSError, MemoryError):
            print("refused", flush=True)
        else:
            print("done", flush=True)


def _next(file: Path) -> int:
    while not file.exists():
        time.sleep(_POLL)
    return int(file.read_text())


def memory(size: int) -> None:
    """Hold that many bytes."""
    _held.append(b"x" * size)


def processes(number: int) -> None:
    """Be that many processes."""
    while len(_held) + 1 < number:
        pid = os.fork()
        if pid == 0:
            while True:
                signal.pause()
        _held.append(pid)


def file(size: int) -> None:
    """Write a file of that many bytes."""
    Path(os.environ["GRADER_OUTPUT"], "file").write_bytes(b"x" * size)


def stderr(size: int) -> None:
    """Have printed that many bytes."""
    if os.pwrite(2, b"x" * size, 0) < size:
        raise OSError


def pages(number: int) -> None:
    """Have as many files, each of a page."""
    for name in range(number):
        Path(os.environ["GRADER_OUTPUT"], f"page-{name}").write_bytes(_PAGE)


def entries(number: int) -> None:
    """Have as many empty files."""
    for name in range(number):
        Path(os.environ["GRADER_OUTPUT"], f"entry-{name}").touch()


def deleted(number: int) -> None:
    """Hold as many files of a page that have no name any more."""
    while len(_held) < number:
        path = Path(os.environ["GRADER_OUTPUT"], "deleted")
        _held.append(os.open(path, os.O_CREAT | os.O_WRONLY))
        os.write(_held[-1], _PAGE)
        path.unlink()


def wall(seconds: int) -> None:
    """Wait that long."""
    time.sleep(seconds)


def cpu(milliseconds: int) -> None:
    """Have used that much of a processor."""
    while time.process_time() * 1000 < milliseconds:
        pass


def descriptors(number: int) -> None:
    """Have that many files open."""
    while len(_held) < number:
        _held.append(os.open("/dev/null", os.O_RDONLY))


USES: Final[dict[str, Callable[[int], None]]] = {
    "memory": memory,
    "processes": processes,
    "file": file,
    "stderr": stderr,
    "pages": pages,
    "entries": entries,
    "deleted": deleted,
    "wall": wall,
    "cpu": cpu,
    "descriptors": descriptors,
}
