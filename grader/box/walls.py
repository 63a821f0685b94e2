"""The walls that a process carries itself, put up from within before any code of a student runs.

A program that bwrap starts gets them from bwrap and prlimit. Standard library only.
"""

import ctypes
import os
import resource
from collections.abc import Mapping
from pathlib import Path
from typing import Final

__all__ = ["drop_privileges", "join", "limit", "refuse_calls", "set_dumpable"]

#: All that bwrap unshares: mounts, control groups, host name, System V objects, users, processes, network.
_NAMESPACES: Final = 0x20000 | 0x2000000 | 0x4000000 | 0x8000000 | 0x10000000 | 0x20000000 | 0x40000000
_SET_DUMPABLE, _DROP_BOUND, _SET_SECCOMP, _NO_NEW_PRIVILEGES, _AMBIENT = 4, 24, 22, 38, 47
_BY_FILTER: Final = 2
_CLEAR_ALL: Final = 4
_VERSION: Final = 0x20080522  # of the structures of capset
_LAST: Final = Path("/proc/sys/kernel/cap_last_cap")
_INSTRUCTION: Final = 8  # bytes

_libc = ctypes.CDLL(None, use_errno=True)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def join(process: int) -> None:
    """Enter all namespaces of the process behind a pidfd; its process numbers are for children from now on.

    Raises:
        OSError: the kernel refuses one of them; then none was entered.
    """
    _checked(_libc.setns(process, _NAMESPACES))


def limit(limits: Mapping[str, int]) -> None:
    """Set resource limits by name, soft and hard.

    Raises:
        OSError, ValueError: one cannot be set.
    """
    for name, value in limits.items():
        resource.setrlimit(getattr(resource, f"RLIMIT_{name.upper()}"), (value, value))


def drop_privileges() -> None:
    """Give up every capability, for good, and all that a program's file could add.

    Raises:
        OSError: one could not be given up.
    """
    _control(_NO_NEW_PRIVILEGES, 1)
    _control(_AMBIENT, _CLEAR_ALL)
    for capability in range(int(_LAST.read_text()) + 1):
        _control(_DROP_BOUND, capability)
    header, none = (ctypes.c_uint32 * 2)(_VERSION, 0), (ctypes.c_uint32 * 6)()
    _checked(_libc.capset(header, none))


def refuse_calls(program: bytes) -> None:
    """Install a filter of system calls, for good.

    Args:
        program: an array of `struct sock_filter`.

    Raises:
        OSError: the kernel does not take it.
    """
    filtered = _Program(len(program) // _INSTRUCTION, program)
    _checked(_libc.prctl(_SET_SECCOMP, _BY_FILTER, ctypes.byref(filtered), 0, 0))


def set_dumpable(*, dumpable: bool) -> None:
    """Whether processes of the same user may look into this one.

    Raises:
        OSError: it cannot be set.
    """
    _control(_SET_DUMPABLE, int(dumpable))


def _control(option: int, value: int) -> None:
    _checked(_libc.prctl(option, ctypes.c_ulong(value), ctypes.c_ulong(0), ctypes.c_ulong(0), ctypes.c_ulong(0)))


def _checked(result: int) -> None:
    if result != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
