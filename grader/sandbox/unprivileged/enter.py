"""Run as root as `python -I -S enter.py SPEC`: gives everything away that a box must not have, and becomes its program.

SPEC, as JSON: `uid`; `limits`, resource limits by name; `views`, pairs of a path and what may be done below it;
`filter`, a classic BPF program in base64; `folder` to work in; `environment`; `command`. Standard library only.
"""

import base64
import ctypes
import json
import os
import resource
import signal
import sys
from contextlib import suppress
from typing import Any, Final

__all__ = ["landlock_version"]

# linux/landlock.h
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same numbers on every architecture
_VERSION_ONLY: Final = 1
_PATH_BENEATH: Final = 1
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_REFER, _TRUNCATE, _IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
_MAKE_DEVICES: Final = 1 << 6 | 1 << 11
_OF_FILES: Final = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL_DEV
_ALL: Final = (1 << 16) - 1
#: Rights that each version knows; bits beyond them are refused.
_KNOWN: Final = {1: _REFER - 1, 2: _TRUNCATE - 1, 3: _IOCTL_DEV - 1, 4: _IOCTL_DEV - 1}
_TCP: Final = 3  # bind and connect, since version 4
_SCOPES: Final = 3  # abstract sockets and signals, since version 6
_RIGHTS: Final = {
    "list": _READ_DIR,
    "read": _READ_DIR | _READ_FILE | _EXECUTE,
    "use": _READ_DIR | _READ_FILE | _WRITE_FILE | _TRUNCATE | _IOCTL_DEV,
    "write": _ALL & ~_MAKE_DEVICES & ~_IOCTL_DEV,
}
# linux/prctl.h
_SET_DEATH_SIGNAL, _SET_SECCOMP, _SET_NO_NEW_PRIVILEGES = 1, 22, 38
_FILTER_MODE: Final = 2

_libc = ctypes.CDLL(None, use_errno=True)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def landlock_version() -> int:
    """The kernel's version of Landlock; 0 where it has none, or a container hides it."""
    return max(0, int(_libc.syscall(_CREATE_RULESET, None, 0, _VERSION_ONLY)))


def _enter(spec: dict[str, Any]) -> None:
    with suppress(PermissionError):  # it leads a session already
        os.setsid()
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    os.umask(0o022)
    for name, value in spec["limits"].items():
        resource.setrlimit(getattr(resource, f"RLIMIT_{name.upper()}"), (value, value))
    rules = _rules(spec["views"])
    os.setgroups([])
    os.setresgid(*3 * (spec["uid"],))
    os.setresuid(*3 * (spec["uid"],))  # all capabilities go with it
    _call("prctl", _SET_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    _call("prctl", _SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    _call("syscall", _RESTRICT_SELF, rules, 0)
    os.close(rules)
    os.chdir(spec["folder"])
    program = base64.b64decode(spec["filter"])
    _call("prctl", _SET_SECCOMP, _FILTER_MODE, ctypes.byref(_Program(len(program) // 8, program)), 0, 0)
    os.execvpe(spec["command"][0], spec["command"], spec["environment"])


def _rules(views: list[tuple[str, str]]) -> int:
    """A set of rules that allows what `views` allow and nothing else; its descriptor."""
    version = landlock_version()
    handled = _KNOWN.get(version, _ALL)
    attributes = (ctypes.c_uint64 * 3)(handled, _TCP, _SCOPES)
    size = 8 if version < 4 else 16 if version < 6 else 24
    rules = _call("syscall", _CREATE_RULESET, ctypes.byref(attributes), size, 0)
    for path, view in views:
        try:
            parent = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except FileNotFoundError:
            continue
        allowed = _RIGHTS[view] & handled & (_ALL if os.path.isdir(path) else _OF_FILES)  # noqa: PTH112
        _call("syscall", _ADD_RULE, rules, _PATH_BENEATH, ctypes.byref(_Beneath(allowed, parent)), 0)
        os.close(parent)
    return rules


def _call(name: str, *arguments: Any) -> int:
    done = int(getattr(_libc, name)(*(ctypes.c_long(a) if isinstance(a, int) else a for a in arguments)))
    if done < 0:
        raise OSError(ctypes.get_errno(), f"{name}{arguments[:1]}: {os.strerror(ctypes.get_errno())}")
    return done


if __name__ == "__main__":
    try:
        _enter(json.loads(sys.argv[1]))
    except OSError as error:
        sys.exit(f"{error.strerror}{f': {error.filename}' if error.filename else ''}")
