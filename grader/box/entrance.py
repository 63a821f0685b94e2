"""From a fork of the fork server to a program in a box.

The box stands already: bwrap made it, with all its walls but those that each process carries. A first process enters
its namespaces and stays outside its list of processes; its child is born inside, puts up the rest and runs the program.

Messages on the connection: `ready` with the user namespace of the fork server, from here; the job as JSON with four
descriptors (a process of the box, standard output, standard error, and where to tell how the program ended); the number
of the program's process, or what went wrong; and `go`, once that process is where it shall be held.
"""

import json
import os
import random
import resource
import signal
import socket
import sys
import traceback
from base64 import b64decode
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any, Final, NoReturn

from .walls import drop_privileges, join, limit, refuse_calls, set_dumpable

__all__ = ["enter"]

_MAX_JOB: Final = 128 * 2**10  # bytes

Program = Callable[[], None]
Job = Mapping[str, Any]


def enter(connection: socket.socket, variables: Mapping[str, str]) -> Program:
    """Do what the connection asks for; gives the program, inside its box and behind all walls. Others never return.

    Args:
        connection: from the grader.
        variables: that imported libraries have set; those of the job go before them.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    message, (process, stdout, stderr, ended) = _asked(connection)
    try:
        join(process)
        pid = os.fork()
    except OSError as error:
        connection.send(str(error).encode())
        os._exit(1)
    if pid:
        _attend(pid, connection, ended)
    if connection.recv(2) != b"go":
        os._exit(1)
    connection.close()
    return _inside(json.loads(message), variables, stdout, stderr)


def _asked(connection: socket.socket) -> tuple[bytes, list[int]]:
    """The job and its descriptors."""
    try:
        socket.send_fds(connection, [b"ready"], [os.open("/proc/self/ns/user", os.O_RDONLY)])
        message, descriptors, _, _ = socket.recv_fds(connection, _MAX_JOB, 4)
    except OSError:
        os._exit(1)
    if not message:  # nobody wants it any more
        os._exit(0)
    return message, descriptors


def _attend(pid: int, connection: socket.socket, ended: int) -> NoReturn:
    """Wait for the program, and hand on how it ended as a shell would tell it."""
    try:
        connection.send(b"%d" % pid)
        set_dumpable(dumpable=False)
        drop_privileges()
        os.dup2(ended, 0)
        _close_from(1)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        os.write(0, b"%d\n" % (code if code >= 0 else 128 - code))
    finally:
        os._exit(0)


def _inside(job: Job, variables: Mapping[str, str], stdout: int, stderr: int) -> Program:
    try:
        _take_over(stdout, stderr)
        _close_from(3)
        os.setsid()
        os.chdir(job["folder"])
        os.environ.clear()
        os.environ.update({**variables, **job["environment"]})
        signal.signal(signal.SIGINT, signal.default_int_handler)
        _draw_seeds()
        set_dumpable(dumpable=True)  # as any program that was started here
        limit(job["limits"])
        drop_privileges()
        refuse_calls(b64decode(job["filter"]))
        return _program(job["kind"], job["arguments"])
    except BaseException:  # a wall that is not there: nothing runs
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)


def _take_over(stdout: int, stderr: int) -> None:
    nothing = os.open(os.devnull, os.O_RDONLY)
    for descriptor, place in ((nothing, 0), (stdout, 1), (stderr, 2)):
        os.dup2(descriptor, place)


def _close_from(lowest: int) -> None:
    os.closerange(lowest, resource.getrlimit(resource.RLIMIT_NOFILE)[1])


def _draw_seeds() -> None:
    """Python's own were drawn again by the fork; NumPy's were not."""
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()


def _program(kind: str, arguments: Sequence[str]) -> Program:
    if kind == "module":
        module = import_module(arguments[0])
        sys.argv = [str(module.__file__), *arguments[1:]]
        main: Program = module.main
        return main
    if kind == "code":
        sys.argv = ["-c"]
        return lambda: exec(arguments[0], {"__name__": "__main__"})
    for ignored in (signal.SIGPIPE, signal.SIGXFSZ):  # by Python, and by what it starts unless it is told
        signal.signal(ignored, signal.SIG_DFL)
    return lambda: os.execvp(arguments[0], list(arguments))
