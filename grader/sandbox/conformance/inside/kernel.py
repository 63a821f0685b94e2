"""Calls of the kernel that Python has no function for."""

import ctypes
import os
import platform
from typing import Final

__all__ = ["NUMBERS", "attach", "call", "libc", "segment"]

libc: Final = ctypes.CDLL(None, use_errno=True)
libc.shmat.restype = ctypes.c_void_p
libc.shmat.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_int]

#: Numbers of calls that the C library has no name for; empty where the processor is not known.
NUMBERS: Final[dict[str, int]] = {
    "x86_64": {"add_key": 248, "keyctl": 250, "io_uring_setup": 425, "fchmodat2": 452},
    "aarch64": {"add_key": 217, "keyctl": 219, "io_uring_setup": 425, "fchmodat2": 452},
}.get(platform.machine(), {})

_SHM_RDONLY: Final = 0o10000


def call(name: str, *arguments: object) -> int:
    """The function of the C library, or else the system call, of that name.

    Raises:
        OSError: it failed.
    """
    number = NUMBERS.get(name)
    result: int = libc[name](*arguments) if number is None else libc.syscall(number, *arguments)
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result


def segment(key: int, size: int = 0, flags: int = 0) -> int:
    """The identifier of the System V memory of that key."""
    return call("shmget", ctypes.c_int(key), ctypes.c_size_t(size), flags)


def attach(identifier: int, *, read_only: bool = True) -> int:
    """The address at which a System V memory is seen from now on."""
    address = libc.shmat(identifier, None, _SHM_RDONLY if read_only else 0)
    if address is None or address == ctypes.c_void_p(-1).value:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return int(address)
