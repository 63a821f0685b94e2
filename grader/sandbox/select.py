"""From the name of a profile to a sandbox that works."""

from typing import Literal, TypeAlias

from grader.sandbox.bubblewrap import Bubblewrap
from grader.sandbox.none import NoSandbox
from grader.sandbox.protocol import Sandbox

__all__ = ["Isolation", "choose"]

Isolation: TypeAlias = Literal["auto", "bubblewrap", "none"]


def choose(name: Isolation) -> Sandbox:
    """The sandbox of that name, proved to hold; `auto` is the strongest there is, and never `none`.

    Raises:
        SandboxUnavailable: it cannot be had on this machine; the message says why and how to mend it.
    """
    sandbox: Sandbox = NoSandbox() if name == "none" else Bubblewrap()
    sandbox.check()
    return sandbox
