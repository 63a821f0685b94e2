"""Two seconds of proof that a box holds, before anything is graded in it."""

import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from grader.errors import SandboxUnavailable
from grader.i18n import Text, text
from grader.sandbox.machine import PROJECT
from grader.sandbox.protocol import Box, Limits, Sandbox

__all__ = ["not_installed", "prove"]

_PROBE: Final = Path(__file__).with_name("probe.py")
_SECONDS: Final = 20.0
_NAMESPACES: Final = ("ipc", "mnt", "net", "pid", "user", "uts")
_ALTERNATIVE: Final = "--isolation none"


def prove(sandbox: Sandbox) -> None:
    """Run the probe in a box of `sandbox`, with something to find behind every wall.

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
        }
        command = [sys.executable, "-I", "-S", "-c", _PROBE.read_text(), json.dumps(facts)]
        launch = sandbox.launch(Box(command, [], Limits(cpu=10)))
        try:
            ran = _run(launch.argv, {**os.environ, canary: canary})
        finally:
            launch.sweep()
            launch.clear()
    _judge(ran)


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


def _judge(ran: subprocess.CompletedProcess[str]) -> None:
    if ran.returncode != 0:
        raise _refused(ran.stderr.strip())
    walls = json.loads(ran.stdout)
    if walls:
        message = text("The box does not hold, so nothing was graded in it. Open: {walls}.", walls=", ".join(walls))
        raise SandboxUnavailable(message, _alternative())


def not_installed() -> SandboxUnavailable:
    """The error for a machine without bwrap."""
    return SandboxUnavailable(
        text("bubblewrap, which keeps a notebook apart from the rest of this machine, is not installed."),
        text("Install it (`apt install bubblewrap`). {alternative}", alternative=_alternative()),
    )


def _refused(said: str) -> SandboxUnavailable:
    """The error for a bwrap that ran and failed, by what it said and what this machine is."""
    message = text(
        "bubblewrap cannot make a box on this machine: {said}.", said=(said.splitlines() or ["?"])[-1].rstrip(".")
    )
    if "Unknown option" in said:
        remedy = text("Version 0.8 or newer is needed. {alternative}", alternative=_alternative())
    elif any(Path(mark).exists() for mark in ("/.dockerenv", "/run/.containerenv")):
        remedy = text(
            "Containers forbid user namespaces unless they are started with `--security-opt seccomp=unconfined "
            "--security-opt apparmor=unconfined`. {alternative}",
            alternative=_alternative(),
        )
    else:
        remedy = text(
            "The kernel must allow user namespaces: `sysctl {setting}`. {alternative}",
            setting=_setting(),
            alternative=_alternative(),
        )
    return SandboxUnavailable(message, remedy)


def _setting() -> str:
    """The kernel setting that stands in the way here; the usual one where none is seen to."""
    for name, off, on in (
        ("kernel.unprivileged_userns_clone", "0", "1"),
        ("kernel.apparmor_restrict_unprivileged_userns", "1", "0"),
        ("user.max_user_namespaces", "0", "15000"),
    ):
        path = Path("/proc/sys", *name.split("."))
        if path.exists() and path.read_text().strip() == off:
            return f"{name}={on}"
    return "user.max_user_namespaces=15000"


def _alternative() -> Text:
    return text("For work of your own, `{option}` runs it without a box.", option=_ALTERNATIVE)
