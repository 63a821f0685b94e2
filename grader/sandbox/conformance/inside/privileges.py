"""Attacks that would give a program more rights, or reach what all programs of a kernel share."""

import ctypes
import os
from collections.abc import Callable
from typing import Final

from .kernel import attach, call, segment
from .tools import Attack, Facts, canary, content, first, namespace

__all__ = ["ATTACKS"]

_NEW_USER: Final = 0x10000000  # CLONE_NEWUSER
_NEW_MOUNTS: Final = 0x00020000  # CLONE_NEWNS
_SEARCH, _READ = 10, 11  # operations of keyctl
_RINGS: Final = (-3, -4, -5)  # of the session, of the user, of the user's sessions


def root(facts: Facts) -> str:
    """Be root, or hold one of its capabilities."""
    capabilities = [line for line in _status() if line.startswith(("CapEff", "CapPrm")) and line.strip("0")[-1] != "\t"]
    return "user 0" if 0 in (os.getuid(), os.geteuid()) else first(capabilities)


def setuid(facts: Facts) -> str:
    """Be where programs may run as their owner: the kernel forbids it to those with this mark, for good."""
    return "" if "NoNewPrivs:\t1" in _status() else "NoNewPrivs is not set"


def _status() -> list[str]:
    return content("/proc/self/status").decode().splitlines()


def user_namespace(facts: Facts) -> str:
    """Become root of a user namespace of one's own."""
    return "a user namespace" if _in_child(lambda: call("unshare", _NEW_USER)) else ""


def mounts(facts: Facts) -> str:
    """Get a mount namespace of one's own, where file systems could be mounted."""
    return "a mount namespace" if _in_child(lambda: call("unshare", _NEW_MOUNTS)) else ""


def _in_child(attempt: Callable[[], object]) -> bool:
    """Whether it works, tried where it changes nothing for others."""
    pid = os.fork()
    if pid == 0:
        try:
            attempt()
        except OSError:
            os._exit(1)
        os._exit(0)
    return os.waitpid(pid, 0)[1] == 0


def namespaces(facts: Facts) -> str:
    """Share a namespace with the grader."""
    return ", ".join(kind for kind, link in facts["namespaces"].items() if namespace(kind) == link)


def shared_memory(facts: Facts) -> str:
    """Read memory that a process of the host shares under a key (System V)."""
    return canary(ctypes.string_at(attach(segment(facts["key"])), 100))


def keyring(facts: Facts) -> str:
    """Read a key of the grader's session from the kernel's key store."""
    found = ctypes.create_string_buffer(100)
    for ring in _RINGS:
        try:
            key = call("keyctl", _SEARCH, ring, b"user", facts["mark"].encode(), 0)
            call("keyctl", _READ, key, found, len(found))
        except OSError:
            continue
    return canary(found.raw)


def io_uring(facts: Facts) -> str:
    """Open the kernel's asynchronous interface, where most of its recent holes were found."""
    os.close(call("io_uring_setup", 1, ctypes.create_string_buffer(200)))
    return "an io_uring"


ATTACKS: Final[dict[str, Attack]] = {
    "root": root,
    "setuid": setuid,
    "user_namespace": user_namespace,
    "mounts": mounts,
    "namespaces": namespaces,
    "shared_memory": shared_memory,
    "keyring": keyring,
    "io_uring": io_uring,
}
