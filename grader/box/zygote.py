"""A fork server: `python -P -m box.zygote DESCRIPTOR [PROGRAM]` imports what a program of ours needs, once.

No code of a student ever runs in it. For each connection on the listening socket of that descriptor it forks, and the
child goes into a box of its own (`entrance`) before it runs anything.
"""

import gc
import os
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from .entrance import enter

__all__ = ["main"]


def main() -> None:
    """Serve until killed; returns in a process inside a box only, when its program has ended."""
    for program in sys.argv[2:]:
        import_module(program).preload()
    _refuse_shared_memory()
    gc.collect()
    gc.freeze()  # a collector that writes to all objects would copy the memory they share
    run = _serve(socket.socket(fileno=int(sys.argv[1])))
    run()


def _refuse_shared_memory() -> None:
    """What is mapped as shared and was opened for writing stays one memory for all children, with room for letters."""
    for line in Path("/proc/self/smaps").read_text().splitlines():
        name, *flags = line.split()
        if "-" in name:
            place = line
        elif name == "VmFlags:" and "sh" in flags:
            sys.exit(f"shared memory: {place}")


def _serve(listening: socket.socket) -> Callable[[], None]:
    signal.signal(signal.SIGCHLD, _reap)
    while True:
        connection, _ = listening.accept()
        if os.fork() == 0:
            listening.close()
            return enter(connection)
        connection.close()


def _reap(*_: object) -> None:
    """Wait for children that have ended: what they used is counted with what this process used."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            continue


if __name__ == "__main__":
    main()
