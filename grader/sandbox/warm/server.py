"""A process that has imported what a program of ours needs, and forks for each box."""

import socket
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from grader.sandbox.bubblewrap import fork_server_box
from grader.sandbox.disk import remove
from grader.sandbox.sockets import short_folder

__all__ = ["SAID", "ForkServer"]

#: Beside its socket: what it wrote to standard error.
SAID: Final = "stderr"
_WAITING: Final = 64  # connections, while it still imports


class ForkServer:
    """It starts on entering the context and imports meanwhile; on leaving it is ended. It dies with this process.

    What it has forked lives on in its box.

    Attributes:
        address: of its socket.
    """

    def __init__(self, program: str | None) -> None:
        """Of `program`, a module of `grader.box` with a function `preload`; None imports nothing."""
        self._program = program
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        """Start it.

        Raises:
            SandboxUnavailable: bwrap is not installed.
            OSError: this machine is out of descriptors or processes.
        """
        with ExitStack() as stack:
            folder = Path(tempfile.mkdtemp(prefix="grader-warm-", dir=short_folder()))
            stack.callback(remove, folder)
            self.address = folder / "socket"
            with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listening, (folder / SAID).open("wb") as said:
                listening.bind(str(self.address))
                listening.listen(_WAITING)
                process = self._start(listening, said.fileno())
            stack.callback(process.wait)
            stack.callback(process.kill)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def _start(self, listening: socket.socket, said: int) -> "subprocess.Popen[bytes]":
        given = listening.fileno()
        command = [sys.executable, "-P", "-m", "box.zygote", str(given), *([self._program] if self._program else [])]
        return subprocess.Popen(
            fork_server_box(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=said,
            pass_fds=[given],
            env={},
            cwd="/",
            start_new_session=True,
        )
