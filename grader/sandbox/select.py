"""From the name of a profile to a sandbox that works."""

from collections.abc import Callable, Mapping
from typing import Final, Literal, TypeAlias

from grader.errors import SandboxUnavailable
from grader.i18n import text
from grader.sandbox.bubblewrap import Bubblewrap
from grader.sandbox.none import NoSandbox
from grader.sandbox.protocol import Sandbox
from grader.sandbox.unprivileged import Unprivileged

__all__ = ["PROFILES", "Isolation", "choose"]

Isolation: TypeAlias = Literal["auto", "bubblewrap", "unprivileged", "none"]

#: What makes boxes of each profile, not proved to hold.
PROFILES: Final[Mapping[str, Callable[[], Sandbox]]] = {
    "bubblewrap": Bubblewrap,
    "unprivileged": Unprivileged,
    "none": NoSandbox,
}


def choose(name: Isolation) -> Sandbox:
    """The sandbox of that name, proved to hold; `auto` is the strongest there is, and never `none`.

    Raises:
        SandboxUnavailable: it cannot be had on this machine; the message says why and how to mend it.
    """
    if name == "auto":
        return _strongest()
    sandbox = PROFILES[name]()
    sandbox.check()
    return sandbox


def _strongest() -> Sandbox:
    try:
        return choose("bubblewrap")
    except SandboxUnavailable as first:
        try:
            return choose("unprivileged")
        except SandboxUnavailable as second:
            raise SandboxUnavailable(
                text(
                    "No box can be made on this machine.\nbubblewrap: {bubblewrap}\nunprivileged: {unprivileged}",
                    bubblewrap=first.message,
                    unprivileged=second.message,
                ),
                first.remedy,
            ) from second
