"""Attacks on other processes: a process of the host, held by the grader's user, stands for the grader."""

import ctypes
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from .kernel import call
from .tools import Attack, Facts, canary, content

__all__ = ["ATTACKS"]

_PTRACE_SEIZE: Final = 0x4206
_LENGTH: Final = 23  # of a canary


def listed(facts: Facts) -> str:
    """Find the process among all that can be seen."""
    return "".join(f"process {path.parent.name}" for path in _all("cmdline") if facts["mark"].encode() in content(path))


def variables(facts: Facts) -> str:
    """Read its environment."""
    return canary(b"".join(map(content, _all("environ"))))


def memory(facts: Facts) -> str:
    """Read its memory as a file."""
    with Path(f"/proc/{facts['pid']}/mem").open("rb", buffering=0) as file:
        return canary(os.pread(file.fileno(), _LENGTH, facts["address"]))


def memory_call(facts: Facts) -> str:
    """Read its memory by a system call."""
    here = ctypes.create_string_buffer(_LENGTH)
    spans = [(ctypes.c_size_t * 2)(address, _LENGTH) for address in (ctypes.addressof(here), facts["address"])]
    call("process_vm_readv", facts["pid"], spans[0], 1, spans[1], 1, 0)
    return canary(here.raw)


def open_files(facts: Facts) -> str:
    """Read a file through a descriptor of that process; the file has no name."""
    return canary(content(f"/proc/{facts['pid']}/fd/{facts['descriptor']}"))


def signals(facts: Facts) -> str:
    """Send it a signal that does no harm; that process tells whether it came."""
    os.kill(facts["pid"], signal.SIGURG)
    return ""


def trace(facts: Facts) -> str:
    """Attach to it as a debugger does."""
    call("ptrace", _PTRACE_SEIZE, facts["pid"], None, None)
    return f"attached to process {facts['pid']}" if facts["mark"].encode() in content(_own(facts)) else ""


def _own(facts: Facts) -> str:
    return f"/proc/{facts['pid']}/cmdline"


def _all(name: str) -> Iterator[Path]:
    return (path for path in Path("/proc").glob(f"[0-9]*/{name}") if path.parent.name != str(os.getpid()))


ATTACKS: Final[dict[str, Attack]] = {
    "listed": listed,
    "variables": variables,
    "memory": memory,
    "memory_call": memory_call,
    "open_files": open_files,
    "signals": signals,
    "trace": trace,
}
