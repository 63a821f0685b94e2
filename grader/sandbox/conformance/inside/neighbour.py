"""A box that runs beside the attacker's: it holds canaries wherever a program can, and tells where, as JSON.

The variables MARK and CANARY name all of it. Its process is named `MARK-near`, so that the grader finds it.
"""

import ctypes
import json
import os
import signal
import socket
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from .kernel import attach, call, segment
from .leave import memory_key

__all__ = ["main"]

_SET_NAME: Final = 15  # PR_SET_NAME
_CREATE: Final = 0o1666  # IPC_CREAT, for anybody
_POLL: Final = 0.01


def main() -> None:
    """Hold them, serve them, and answer the end of the attack with the number of signals that came."""
    mark, secret = os.environ["MARK"], os.environ["CANARY"].encode()
    heard: list[int] = []
    signal.signal(signal.SIGURG, lambda number, frame: heard.append(number))
    call("prctl", _SET_NAME, f"{mark}-near".encode())
    memory = ctypes.create_string_buffer(secret)
    descriptor = os.memfd_create(mark)
    os.write(descriptor, secret)
    left = {folder: f"{folder}/{mark}" for folder in ("/tmp", "/dev/shm")}
    for path in (*left.values(), f"{os.environ['GRADER_OUTPUT']}/result.json"):
        Path(path).write_bytes(secret)
    _share(memory_key(mark), secret)
    servers = [_server(f"\0{mark}"), _server(f"{os.environ['HOME']}/{mark}")]
    facts = {"address": ctypes.addressof(memory), "descriptor": descriptor, "left": left}
    print(json.dumps(facts | {"unix_path": servers[1].getsockname()}), flush=True)
    while not Path(os.environ["GRADER_INPUT"], "end").exists():
        for server in servers:
            with suppress(BlockingIOError, BrokenPipeError), server.accept()[0] as client:
                client.sendall(secret)
        time.sleep(_POLL)
    print(len(heard), flush=True)
    signal.pause()


def _share(key: int, secret: bytes) -> None:
    with suppress(OSError):
        address = attach(segment(key, len(secret) + 1, _CREATE), read_only=False)
        ctypes.memmove(address, secret, len(secret))


def _server(address: str) -> socket.socket:
    server = socket.socket(socket.AF_UNIX)
    server.bind(address)
    server.listen()
    server.setblocking(False)
    return server
