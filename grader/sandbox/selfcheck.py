"""Two seconds of proof that a box holds, before anything is graded in it."""

import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from grader.errors import SandboxUnavailable
from grader.i18n import text
from grader.sandbox.machine import PROJECT
from grader.sandbox.protocol import Box, Limits, Sandbox
from grader.sandbox.refusals import alternative

__all__ = ["Walls", "prove"]

_PROBE: Final = Path(__file__).with_name("probe.py")
_SECONDS: Final = 20.0
_POLL: Final = 0.05
_NAMESPACES: Final = ("ipc", "mnt", "net", "pid", "user", "uts")


@dataclass(frozen=True)
class Walls:
    """What a profile promises beside what all do.

    Attributes:
        scratch: folders that a box can write and that are its own; variables of its environment may stand in them.
        closed: folders that it cannot write.
        unpromised: walls that it cannot have.
    """

    scratch: Sequence[str]
    closed: Sequence[str] = ()
    unpromised: Sequence[str] = ()


def prove(sandbox: Sandbox, walls: Walls, refused: Callable[[str], SandboxUnavailable]) -> None:
    """Run the probe in a box of `sandbox`, with something to find behind every wall.

    Args:
        sandbox: the profile to prove.
        walls: what it promises.
        refused: the error for a box that did not come up, from what it said.

    Raises:
        SandboxUnavailable: the box could not be made, or the probe got through a wall.
    """
    canary = f"CANARY_{secrets.token_hex(8)}"
    with tempfile.NamedTemporaryFile() as secret, socket.create_server(("127.0.0.1", 0)) as server:
        facts = {
            "namespaces": {kind: str(Path("/proc/self/ns", kind).readlink()) for kind in _NAMESPACES},
            "listening": server.getsockname()[1],
            "hidden": [secret.name, *(str(PROJECT / name) for name in ("grader", "assignments", "reference", "tests"))],
            "python": [sys.prefix, sys.base_prefix],
            "canary": canary,
            "caller": os.getpid(),
            "scratch": walls.scratch,
            "closed": walls.closed,
        }
        command = [sys.executable, "-I", "-S", "-c", _PROBE.read_text(), json.dumps(facts)]
        launch = sandbox.launch(Box(command, [], Limits(cpu=10)))
        try:
            ran = _run(launch.argv, {**os.environ, canary: canary})
        finally:
            while launch.sweep():
                time.sleep(_POLL)
            launch.clear()
    if ran.returncode != 0:
        raise refused(ran.stderr.strip())
    _judge([wall for wall in json.loads(ran.stdout) if wall not in walls.unpromised])


def _run(argv: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            argv,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise SandboxUnavailable(
            text("The box did not answer its self-check within {seconds:.0f} s.", seconds=_SECONDS)
        ) from error


def _judge(opened: Sequence[str]) -> None:
    if opened:
        message = text("The box does not hold, so nothing was graded in it. Open: {walls}.", walls=", ".join(opened))
        raise SandboxUnavailable(message, alternative())
