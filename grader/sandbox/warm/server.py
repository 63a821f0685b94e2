"""A process that has imported what a program of ours needs, and forks for each box."""

import socket
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from grader.errors import GraderFault
from grader.sandbox.bubblewrap import fork_server_box
from grader.sandbox.disk import remove
from grader.sandbox.sockets import short_folder

__all__ = ["PROGRAMS", "SAID", "ForkServer"]

#: What can be started warm; in the order of use.
PROGRAMS: Final = ("box.kernel", "box.infer")
#: Beside its socket: what it wrote to standard error.
SAID: Final = "stderr"
_WAITING: Final = 64  # connections, while it still imports


class ForkServer:
    """It has its socket from entering the context on, and is ended on leaving. It dies with this process, too.

    What it has forked lives on in its box.

    Attributes:
        address: of its socket.
        process: of bwrap, around it; None as long as it is not started.
    """

    def __init__(self, program: str | None, threads: int | None = None) -> None:
        """Of `program`, one of `PROGRAMS`; None imports nothing.

        Args:
            program: a module with a function `preload`.
            threads: that libraries may start where they are imported; None for as many as there are cores.
        """
        self._program = program
        self._threads = threads
        self.process: subprocess.Popen[bytes] | None = None
        self._stack = ExitStack()
        self._listening = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)

    def __enter__(self) -> Self:
        """Make its socket: whoever connects waits until it is started and has imported all."""
        with ExitStack() as stack:
            stack.enter_context(self._listening)
            folder = Path(tempfile.mkdtemp(prefix="grader-warm-", dir=short_folder()))
            stack.callback(remove, folder)
            self.address = folder / "socket"
            self._listening.bind(str(self.address))
            self._listening.listen(_WAITING)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def fileno(self) -> int:
        """Of its socket, for `select`: there is something to read once somebody asks for it. Not after `start`."""
        return self._listening.fileno()

    def start(self) -> None:
        """Start it, once. Where that fails, whoever connects is refused, and learns why.

        It dies with the thread that starts it.
        """
        said = self.address.with_name(SAID)
        with self._listening:  # the server alone holds it from now on, so that nobody waits for a dead one
            try:
                self.process = self._process(said)
            except (GraderFault, OSError) as error:
                said.write_text(str(error))
                return
        self._stack.callback(self.process.wait)
        self._stack.callback(self.process.kill)

    def _process(self, said: Path) -> "subprocess.Popen[bytes]":
        given = self.fileno()
        command = [sys.executable, "-P", "-m", "box.zygote", str(given), *([self._program] if self._program else [])]
        with said.open("wb") as stderr:
            return subprocess.Popen(
                fork_server_box(command, self._threads),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=stderr,
                pass_fds=[given],
                env={},
                cwd="/",
                start_new_session=True,
            )
