"""Run inside a box as `python -I -S -c SOURCE FACTS`: prints the walls it found open, as a JSON list.

FACTS, as JSON: `namespaces` of the caller, its number as a process (`caller`), its `listening` port, `hidden` paths it
must not see, `python` folders, a `canary` that stands in the caller's environment, `scratch` folders that the box can
write and `closed` ones. Standard library only; it never sees the project.
"""

import ctypes
import json
import os
import socket
import sys
from pathlib import Path
from typing import Any

__all__ = ["open_walls"]


NEW_USER = 0x10000000  # CLONE_NEWUSER


def open_walls(facts: dict[str, Any]) -> list[str]:
    """Names of the walls that do not hold."""
    status = content("/proc/self/status")
    system = ["/", "/usr", "/etc", "/dev", "/opt", *facts["closed"], *facts["python"]]
    checks = {
        "namespaces": any(namespace(kind) == link for kind, link in facts["namespaces"].items()),
        "network": connects(facts["listening"]) or interfaces() - {"lo"},
        "hidden files": any(map(visible, map(Path, facts["hidden"]))),
        "read-only system": any(map(writable, map(Path, system))),
        "environment": facts["canary"] in "".join(os.environ) + content("/proc/1/environ"),
        "other processes": namespace("pid") == facts["namespaces"]["pid"] and reaches(facts["caller"]),
        "system calls": "Seccomp:\t2" not in status or answers("unshare", NEW_USER),
        "privileges": os.getuid() == 0 or "CapEff:\t0000000000000000" not in status or "NoNewPrivs:\t1" not in status,
        "private folders": not all(map(writable, map(Path, map(os.path.expandvars, facts["scratch"])))),
    }
    return [name for name, is_open in checks.items() if is_open]


def namespace(kind: str) -> str:
    """The namespace of that kind this process is in."""
    return str(Path("/proc/self/ns", kind).readlink())


def connects(port: int) -> bool:
    """Whether the caller's listening socket is within reach."""
    try:
        socket.create_connection(("127.0.0.1", port), 0.5).close()
    except OSError:
        return False
    return True


def answers(call: str, *arguments: int) -> bool:
    """Whether the system call succeeds; it is made in another process, as it may change much."""
    child = os.fork()
    if child == 0:
        os._exit(getattr(ctypes.CDLL(None), call)(*arguments) & 1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def interfaces() -> set[str]:
    """Names of the network interfaces in sight."""
    try:
        return {name for _, name in socket.if_nameindex()}
    except OSError:
        return set()


def reaches(process: int) -> bool:
    """Whether a process of the caller can be looked into, or signalled."""
    if content(f"/proc/{process}/cmdline") or content(f"/proc/{process}/environ"):
        return True
    try:
        os.kill(process, 0)
    except OSError:
        return False
    return True


def visible(path: Path) -> bool:
    """Whether there is something to read at `path`; an empty folder is nothing."""
    try:
        return any(path.iterdir()) if path.is_dir() else bool(path.open("rb"))
    except OSError:
        return False


def writable(folder: Path) -> bool:
    """Whether a file can be made in `folder`."""
    path = folder / ".probe"
    try:
        path.touch()
    except OSError:
        return False
    path.unlink()
    return True


def content(path: str) -> str:
    """The file's text, or nothing where it cannot be read."""
    try:
        return Path(path).read_text()
    except OSError:
        return ""


if __name__ == "__main__":
    print(json.dumps(open_walls(json.loads(sys.argv[1]))))
