"""Promises that a profile is known not to keep, each with the reason; all others it has to keep."""

from collections.abc import Mapping
from typing import Final

from grader.i18n import Text, text

__all__ = ["KNOWN"]

_NO_NAMESPACES: Final = text("it shares all namespaces; that it reaches nothing in them is promised one by one")
_NO_BOX: Final = text("there is no box")

#: By profile, then by promise. Those of `none` are also the controls: they show that an attack works without a box.
KNOWN: Final[Mapping[str, Mapping[str, Text]]] = {
    "bubblewrap": {},
    "unprivileged": {
        "privileges.namespaces": _NO_NAMESPACES,
        "surroundings.shared_scratch": text("it would share memory with all of the machine"),
        "surroundings.bounded_scratch": text("its folders lie on disk, where the watchdog holds them to their size"),
    },
    "none": dict.fromkeys(
        (
            *("network.ipv4", "network.ipv6", "network.udp", "network.dns", "network.interfaces"),
            *("network.unix_path", "network.unix_abstract", "network.vsock"),
            *("files.grader", "files.assignments", "files.students", "files.accounts"),
            *("files.shared", "files.system", "files.given"),
            *("files.settings", "files.control_groups", "files.devices"),
            *("processes.listed", "processes.variables", "processes.memory", "processes.memory_call"),
            *("processes.open_files", "processes.signals", "processes.trace"),
            *("privileges.root", "privileges.setuid", "privileges.user_namespace", "privileges.mounts"),
            *("privileges.namespaces", "privileges.shared_memory", "privileges.keyring", "privileges.io_uring"),
            *("surroundings.tmp", "surroundings.shm", "surroundings.home", "surroundings.bounded_scratch"),
            *(
                "leavings.daemon",
                "leavings.files",
                "leavings.programs",
                "leavings.shared_memory",
                "leavings.control_group",
            ),
            *("leavings.next_box", "leavings.ended", "leavings.deserted"),
        ),
        _NO_BOX,
    ),
}
