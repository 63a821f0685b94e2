"""What every box promises, by the name of the attack or budget that tests it."""

from collections.abc import Mapping
from typing import Final

from grader.i18n import Text, text

__all__ = ["PROMISES"]

PROMISES: Final[Mapping[str, Text]] = {
    "network.ipv4": text("no connection to this machine over IPv4"),
    "network.ipv6": text("no connection to this machine over IPv6"),
    "network.udp": text("no datagram to this machine"),
    "network.dns": text("no question to a name server"),
    "network.interfaces": text("no network interface but its own loopback"),
    "network.unix_path": text("no connection to a socket in this machine's files"),
    "network.unix_abstract": text("no connection to an abstract socket of this machine"),
    "network.vsock": text("no socket to the hypervisor"),
    "files.grader": text("the grader's code cannot be read"),
    "files.assignments": text("bounds and reference solutions cannot be read"),
    "files.students": text("other students' folders cannot be read"),
    "files.accounts": text("passwords and keys of this machine cannot be read"),
    "files.system": text("system and Python are read-only"),
    "files.given": text("what the box was given is read-only"),
    "files.settings": text("settings of the kernel are read-only"),
    "files.control_groups": text("no way out of its control group"),
    "files.devices": text("no disk, no memory device, and none can be made"),
    "processes.listed": text("the grader's processes cannot be seen"),
    "processes.variables": text("their environment cannot be read"),
    "processes.memory": text("their memory cannot be read as a file"),
    "processes.memory_call": text("their memory cannot be read by a system call"),
    "processes.open_files": text("their open files cannot be read"),
    "processes.signals": text("no signal reaches them"),
    "processes.trace": text("no debugger attaches to them"),
    "privileges.root": text("not root, and no capability"),
    "privileges.setuid": text("no program gives more rights"),
    "privileges.user_namespace": text("no user namespace of its own"),
    "privileges.mounts": text("no file system can be mounted"),
    "privileges.namespaces": text("no namespace shared with the grader"),
    "privileges.shared_memory": text("no shared memory of other processes"),
    "privileges.keyring": text("no key of the grader's session"),
    "privileges.io_uring": text("no io_uring"),
    "surroundings.variables": text("no variable of the grader's environment"),
    "surroundings.descriptors": text("no open file of the grader"),
    "surroundings.tmp": text("a private /tmp"),
    "surroundings.shm": text("a private /dev/shm"),
    "surroundings.home": text("a private home folder"),
    "surroundings.scratch": text("/tmp, /dev/shm and home can be written"),
    "surroundings.bounded_scratch": text("each of them takes at most a gigabyte"),
    "surroundings.core_dumps": text("no core dumps"),
}
