"""A fork server: `python -P -m box.zygote DESCRIPTOR [PROGRAM]` imports what a program of ours needs, once.

No code of a student ever runs in it. For each connection on the listening socket of that descriptor it forks, and the
child goes into a box of its own (`entrance`) before it runs anything.
"""

import gc
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from .entrance import enter

__all__ = ["main"]


def main() -> None:
    """Serve until killed; returns in a process inside a box only, when its program has ended."""
    before = dict(os.environ)
    for program in map(import_module, sys.argv[2:]):
        with _late_output():
            program.preload()
    _refuse_shared_memory()
    gc.collect()
    gc.freeze()  # a collector that writes to all objects would copy the memory they share
    set_on_import = dict(os.environ.items() - before.items())
    run = _serve(socket.socket(fileno=int(sys.argv[1])), set_on_import)
    run()


@contextmanager
def _late_output() -> Iterator[None]:
    """Let what is imported meanwhile write where output goes at that time: loggers keep the stream that they find."""
    sys.stdout, sys.stderr = _Late("stdout"), _Late("stderr")
    try:
        yield
    finally:
        sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__


class _Late:
    def __init__(self, name: str) -> None:
        self._name = name

    def close(self) -> None:
        """It is not theirs: absl closes the stream of its handler when logging is set up again, as a kernel does."""

    def __getattr__(self, attribute: str) -> Any:
        current = getattr(sys, self._name)
        return getattr(getattr(sys, f"__{self._name}__") if current is self else current, attribute)


def _refuse_shared_memory() -> None:
    """What is mapped as shared and was opened for writing stays one memory for all children, with room for letters."""
    for line in Path("/proc/self/smaps").read_text().splitlines():
        name, *flags = line.split()
        if "-" in name:
            place = line
        elif name == "VmFlags:" and "sh" in flags:
            sys.exit(f"shared memory: {place}")


def _serve(listening: socket.socket, variables: Mapping[str, str]) -> Callable[[], None]:
    signal.signal(signal.SIGCHLD, _reap)
    while True:
        connection, _ = listening.accept()
        if os.fork() == 0:
            listening.close()
            return enter(connection, variables)
        connection.close()


def _reap(*_: object) -> None:
    """Wait for children that have ended: what they used is counted with what this process used."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            continue


if __name__ == "__main__":
    main()
