"""Boxes of bwrap whose program is a fork of a process that has imported everything already."""

import shutil
from base64 import b64encode
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from grader.errors import SandboxUnavailable
from grader.i18n import text
from grader.sandbox.bubblewrap import Bubblewrap, system_call_filter
from grader.sandbox.conformance.attacks import gains
from grader.sandbox.conformance.neighbours import gains_beside
from grader.sandbox.environment import WORK, neutral_environment
from grader.sandbox.machine import rlimits
from grader.sandbox.protocol import Box, Launch
from grader.sandbox.refusals import refused_by_bwrap
from grader.sandbox.selfcheck import prove
from grader.sandbox.warm.entrance import Entrance

__all__ = ["WarmBoxes", "module"]

#: The first program in the box: it waits, and ends as the one that enters does.
_WAIT: Final = ("/bin/sh", "-c", 'read -r code; exit "${code:-1}"')
_KINDS: Final = {"-m": "module", "-c": "code"}


class WarmBoxes:
    """The boxes of `Bubblewrap`, made by it; their programs come from one fork server.

    The box is there first, with all its walls; then the fork enters its namespaces.
    """

    profile = Bubblewrap.profile

    def __init__(self, address: Path) -> None:
        """Of the fork server at `address`."""
        self._address = address
        self._cold = Bubblewrap()

    def check(self) -> None:
        """Prove that the walls hold for programs that enter, also between two of them.

        Raises:
            SandboxUnavailable: they do not, or the fork server does not answer.
        """
        for attempt in (gains, gains_beside):
            prove(self, refused_by_bwrap, attempt)

    def launch(self, box: Box) -> Launch:
        """Make `box` ready; waits until the fork server has imported all.

        Raises:
            SandboxUnavailable: the fork server does not answer, or a program is missing.
        """
        nsenter = shutil.which("nsenter")
        if nsenter is None:
            raise SandboxUnavailable(
                text("The program {program}, which a warm start needs, is not installed.", program="nsenter"),
                text("Install it (`apt install util-linux`)."),
            )
        with ExitStack() as stack:
            entrance = Entrance(self._address)
            stack.callback(entrance.close)
            cold = self._cold.launch(replace(box, command=_WAIT))
            stack.callback(cold.clear)
            waiting = ["/bin/sh", "-c", 'exec "$@" <"$0"', entrance.ending]
            below = [nsenter, f"--user={entrance.namespace}", "--preserve-credentials", "--"]
            enter = partial(entrance.enter, _job(box))
            argv = [*waiting, *below, *cold.argv]
            return replace(cold, argv=argv, enter=enter, clear=stack.pop_all().close)


def module(command: Sequence[str]) -> str | None:
    """The module that a command line runs, or None."""
    kind, arguments = _program(command)
    return arguments[0] if kind == "module" else None


def _program(command: Sequence[str]) -> tuple[str, Sequence[str]]:
    """What the fork can run itself, a module or code; all else it starts."""
    if Path(command[0]).name.startswith("python"):
        for place, part in enumerate(command[1:], start=1):
            if part in _KINDS:
                return _KINDS[part], command[place + 1 :]
            if not part.startswith("-"):
                break
    return "command", command


def _job(box: Box) -> Mapping[str, Any]:
    kind, arguments = _program(box.command)
    return {
        "kind": kind,
        "arguments": list(arguments),
        "folder": WORK,
        "environment": {**neutral_environment(), **box.environment, "PWD": WORK},
        "limits": rlimits(box.limits, count_threads=True),
        "filter": b64encode(system_call_filter()).decode(),
    }
