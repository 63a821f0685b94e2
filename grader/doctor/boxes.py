"""Whether student code can be kept apart from this machine."""

from typing import Final

from grader.doctor.model import Finding
from grader.errors import GraderFault, SandboxUnavailable
from grader.i18n import Text, text
from grader.sandbox import Isolation, choose
from grader.sandbox.cgroup import ControlGroup
from grader.sandbox.warm import ForkServer, WarmBoxes

__all__ = ["boxes", "fork_bombs", "warm_start"]

_PROFILES: Final[tuple[Isolation, ...]] = ("bubblewrap", "unprivileged")
_TASKS: Final = 1_000
_MEMORY: Final = 2**30


def boxes() -> Finding:
    """Each profile, proved or with what stands in its way; one is enough.

    Raises:
        SandboxUnavailable: no box holds.
    """
    choose("auto")
    return Finding("good", text("{bubblewrap}; {unprivileged}", **{name: _proved(name) for name in _PROFILES}))


def _proved(name: Isolation) -> Text:
    try:
        choose(name)
    except SandboxUnavailable as error:
        return text("{name} cannot be had here ({reason})", name=name, reason=error.message)
    return text("{name}: the self-check found every wall closed", name=name)


def fork_bombs() -> Finding:
    """Whether a control group can stop an explosion of processes at once."""
    group = ControlGroup.make(tasks=_TASKS, memory=_MEMORY)
    if group is None:
        return Finding(
            "poor",
            text("no control group may be made here: they are stopped by the watchdog alone, later"),
            text("Run as a user who may write to /sys/fs/cgroup (in a systemd unit: Delegate=yes)."),
        )
    group.remove()
    return Finding("good", text("a control group stops them"))


def warm_start() -> Finding:
    """Whether the boxes of a class can be spared their imports; tried with a fork server that imports nothing."""
    with ForkServer(None) as server:
        server.start()
        try:
            WarmBoxes(server.address).check()
        except GraderFault as error:
            found = text("not here: every box imports TensorFlow itself ({reason})", reason=error.message)
            return Finding("poor", found, error.remedy)
    return Finding("good", text("a class imports TensorFlow once; the self-check found every wall closed"))
