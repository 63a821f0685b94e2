"""Puts a fork of the fork server into a box that bwrap has made."""

import ctypes
import json
import os
import socket
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, Final

import psutil

from grader.errors import GraderFault, SandboxUnavailable
from grader.i18n import text
from grader.sandbox.warm.server import SAID

__all__ = ["Entrance"]

_IMPORTS: Final = 120.0  # seconds; as long as a kernel may take
_BOX: Final = 20.0  # seconds
_POLL: Final = 0.005
_GET_DESCRIPTOR: Final = 438  # pidfd_getfd, on every architecture
_LONGEST: Final = 500  # bytes of an answer

_libc = ctypes.CDLL(None, use_errno=True)


class Entrance:
    """A process that waits to enter one box; to be closed.

    Attributes:
        namespace: path of the users' namespace that the box has to be made in; open as long as this is.
        ending: path of what the box's first program reads: one line, the exit code, when the program has ended.
    """

    def __init__(self, address: Path) -> None:
        """Get one from the fork server there; waits until that has imported all.

        Raises:
            SandboxUnavailable: it does not answer.
        """
        with ExitStack() as stack:
            self._connection = stack.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET))
            self._connection.settimeout(_IMPORTS)
            try:
                self._connection.connect(str(address))
                _, (namespace,), _, _ = socket.recv_fds(self._connection, _LONGEST, 1)
            except (OSError, ValueError) as error:
                raise SandboxUnavailable(
                    text("No fork server answers: {reason}.", reason=_last_words(address) or str(error))
                ) from error
            stack.callback(os.close, namespace)
            ending, self._tell = os.pipe()
            for end in (ending, self._tell):
                stack.callback(os.close, end)
            self.namespace, self.ending = _path(namespace), _path(ending)
            self._stack = stack.pop_all()

    def close(self) -> None:
        """Let go of it; it ends if it is in no box yet."""
        self._stack.close()

    def enter(self, job: Mapping[str, Any], box: int, hold: Callable[[int], None]) -> int | None:
        """Put it into a box, whose process outside has the number `box`; gives the number of the job's process.

        Args:
            job: as `grader.box.entrance` reads it.
            box: its first program has to be one that only waits.
            hold: is called with that process before any of the job is done.

        Returns:
            None where the box did not come up.

        Raises:
            GraderFault: the kernel refused, or the process died.
        """
        with ExitStack() as stack:
            stack.callback(self.close)
            try:
                inside = _pidfd(box, stack)
                if inside is None:
                    return None
                pid = self._born(job, inside, stack)
                hold(pid)
                self._connection.send(b"go")
            except OSError as error:
                raise _not_put(str(error)) from error
            return pid

    def _born(self, job: Mapping[str, Any], inside: int, stack: ExitStack) -> int:
        """The number of the process in the box; it waits for a word."""
        output = [_descriptor(inside, number, stack) for number in (1, 2)]
        socket.send_fds(self._connection, [json.dumps(job).encode()], [inside, *output, self._tell])
        answer = self._connection.recv(_LONGEST)
        if not answer.isdigit():
            raise _not_put(answer.decode(errors="replace"))
        return int(answer)


def _path(descriptor: int) -> str:
    """For programs that this process starts and that inherit no descriptor."""
    return f"/proc/{os.getpid()}/fd/{descriptor}"


def _pidfd(box: int, stack: ExitStack) -> int | None:
    """The first process in a box that is none of bwrap's: where that runs, all its namespaces are made."""
    end = time.monotonic() + _BOX
    while time.monotonic() < end:
        with suppress(psutil.NoSuchProcess, ProcessLookupError):
            outside = psutil.Process(box)
            if outside.status() == psutil.STATUS_ZOMBIE:
                return None
            for process in outside.children(recursive=True):
                if process.name() != "bwrap":
                    found = os.pidfd_open(process.pid)
                    stack.callback(os.close, found)
                    if process.is_running():  # so that the number is still that of the same process
                        return found
        time.sleep(_POLL)
    return None


def _descriptor(process: int, number: int, stack: ExitStack) -> int:
    """A copy of another process's descriptor."""
    found = int(_libc.syscall(_GET_DESCRIPTOR, process, number, 0))
    if found < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    stack.callback(os.close, found)
    return found


def _not_put(reason: str) -> GraderFault:
    return GraderFault(text("A program could not be put into its box: {reason}.", reason=reason))


def _last_words(address: Path) -> str:
    with suppress(OSError):
        return (address.with_name(SAID).read_text(errors="replace").strip().splitlines() or [""])[-1][:_LONGEST]
    return ""
