"""Run inside a box as `python -I -S -c SOURCE FACTS`: prints the walls it found open, as a JSON list.

FACTS, as JSON: `namespaces` of the caller, `listening` port of the caller, `hidden` paths it must not see, `python`
folders, and a `canary` that stands in the caller's environment. Standard library only; it never sees the project.
"""

import json
import os
import socket
import sys
from typing import Any

__all__ = ["open_walls"]


def open_walls(facts: dict[str, Any]) -> list[str]:
    """Names of the walls that do not hold."""
    checks = {
        "namespaces": any(namespace(kind) == link for kind, link in facts["namespaces"].items()),
        "network": connects(facts["listening"]) or any(name != "lo" for _, name in socket.if_nameindex()),
        "hidden files": any(visible(path) for path in facts["hidden"]),
        "read-only system": any(writable(folder) for folder in ["/", "/usr", "/etc", "/dev", "/opt", *facts["python"]]),
        "environment": facts["canary"] in "".join(os.environ) + content("/proc/1/environ"),
        "privileges": os.getuid() == 0 or "CapEff:\t0000000000000000" not in content("/proc/self/status"),
        "private folders": not all(writable(folder) for folder in ["/tmp", "/dev/shm", os.environ["HOME"]]),
    }
    return [name for name, is_open in checks.items() if is_open]


def namespace(kind: str) -> str:
    """The namespace of that kind this process is in."""
    return os.readlink(f"/proc/self/ns/{kind}")


def connects(port: int) -> bool:
    """Whether the caller's listening socket is within reach."""
    try:
        socket.create_connection(("127.0.0.1", port), 0.5).close()
    except OSError:
        return False
    return True


def visible(path: str) -> bool:
    """Whether there is something at `path`; an empty folder is nothing."""
    return os.path.isfile(path) or (os.path.isdir(path) and bool(os.listdir(path)))


def writable(folder: str) -> bool:
    """Whether a file can be made in `folder`."""
    path = os.path.join(folder, ".probe")
    try:
        with open(path, "w"):
            pass
    except OSError:
        return False
    os.remove(path)
    return True


def content(path: str) -> str:
    """The file's text, or nothing where it cannot be read."""
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        return ""


if __name__ == "__main__":
    print(json.dumps(open_walls(json.loads(sys.argv[1]))))
