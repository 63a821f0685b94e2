"""Bait in what all programs of one kernel share: memory under a key, and the kernel's own store of keys."""

import ctypes
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from grader.sandbox.conformance.inside.kernel import attach, call, segment

__all__ = ["session_key", "shared_memory"]

_CREATE: Final = 0o1000 | 0o2000  # IPC_CREAT | IPC_EXCL
_ANYBODY: Final = 0o666
_REMOVE: Final = 0  # IPC_RMID
_SESSION: Final = -3  # the keyring of this session
_INVALIDATE: Final = 21


@contextmanager
def shared_memory(secret: bytes) -> Iterator[int]:
    """A System V memory that anybody may read; gives its key, or 0 where the kernel or a container forbids it."""
    key = 1 + secrets.randbelow(2**31 - 1)
    try:
        identifier = segment(key, len(secret) + 1, _CREATE | _ANYBODY)
    except OSError:
        yield 0
        return
    address = attach(identifier, read_only=False)
    try:
        ctypes.memmove(address, secret, len(secret))
        yield key
    finally:
        call("shmdt", ctypes.c_void_p(address))
        call("shmctl", identifier, _REMOVE, None)


@contextmanager
def session_key(name: str, secret: bytes) -> Iterator[None]:
    """A key of the session, which programs inherit; none where the kernel or a container forbids them."""
    key = None
    with suppress(OSError, AttributeError):  # AttributeError: a processor whose numbers of calls are not known
        key = call("add_key", b"user", name.encode(), secret, ctypes.c_size_t(len(secret)), _SESSION)
    try:
        yield
    finally:
        if key is not None:
            call("keyctl", _INVALIDATE, key)
