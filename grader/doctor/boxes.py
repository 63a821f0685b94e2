"""Whether student code can be kept apart from this machine."""

from typing import Final

from grader.doctor.model import Finding
from grader.i18n import text
from grader.sandbox import choose
from grader.sandbox.cgroup import ControlGroup

__all__ = ["boxes", "fork_bombs"]

_TASKS: Final = 1_000
_MEMORY: Final = 2**30


def boxes() -> Finding:
    """The strongest profile there is, proved.

    Raises:
        SandboxUnavailable: no box holds.
    """
    return Finding("good", text("profile {name}: the self-check found every wall closed", name=choose("auto").profile))


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
