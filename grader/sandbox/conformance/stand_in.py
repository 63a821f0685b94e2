"""A process that stands for the grader: what it holds, serves and hears is what attacks are after.

Run as `python -I -S stand_in.py MARK FOLDER` with the canary in its environment; prints where things are, as JSON.
Each line on its standard input is answered by the number of signals that came; its end ends the process.
"""

import ctypes
import json
import os
import selectors
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

__all__ = ["main"]


def main(mark: str, folder: str) -> None:
    """Tell, then serve until nobody asks any more."""
    secret = os.environ["CANARY"].encode()
    heard: list[int] = []
    signal.signal(signal.SIGURG, lambda number, frame: heard.append(number))
    memory = ctypes.create_string_buffer(secret)
    descriptor = os.memfd_create(mark)
    os.write(descriptor, secret)
    servers = dict(_servers(mark, folder))
    facts = {"pid": os.getpid(), "address": ctypes.addressof(memory), "descriptor": descriptor}
    _say(facts | {name: _place(servers.get(name)) for name in ("tcp4", "tcp6", "udp", "unix_path")})
    _serve(list(servers.values()), secret, heard)


def _servers(mark: str, folder: str) -> Iterator[tuple[str, socket.socket]]:
    yield "tcp4", socket.create_server(("127.0.0.1", 0))
    with suppress(OSError):
        yield "tcp6", socket.create_server(("::1", 0), family=socket.AF_INET6)
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udp.bind(("127.0.0.1", 0))
    yield "udp", udp
    for name, address in (("unix_path", f"{folder}/socket"), ("unix_abstract", f"\0{mark}")):
        server = socket.socket(socket.AF_UNIX)
        server.bind(address)
        server.listen()
        yield name, server
    os.chmod(f"{folder}/socket", 0o777)  # noqa: PTH101


def _place(server: socket.socket | None) -> object:
    """Its port, or its path; None where there is no such server."""
    if server is None:
        return None
    address = server.getsockname()
    return address[1] if isinstance(address, tuple) else address


def _serve(servers: list[socket.socket], secret: bytes, heard: list[int]) -> None:
    with selectors.DefaultSelector() as selector:
        for source in (*servers, sys.stdin):
            selector.register(source, selectors.EVENT_READ)
        while True:
            for key, _ in selector.select():
                if isinstance(key.fileobj, socket.socket):
                    _answer(key.fileobj, secret)
                elif not sys.stdin.readline():
                    return
                else:
                    _say(len(heard))


def _answer(server: socket.socket, secret: bytes) -> None:
    if server.type == socket.SOCK_DGRAM:
        server.sendto(secret, server.recvfrom(100)[1])
    else:
        with server.accept()[0] as client, suppress(OSError):
            client.sendall(secret)


def _say(value: Any) -> None:
    print(json.dumps(value), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
