"""Attacks over the network, and over sockets that look like files."""

import socket
from typing import Final

from .tools import Attack, Facts, canary, first

__all__ = ["ATTACKS"]

_SECONDS: Final = 0.5
_NAME_SERVER: Final = "192.0.2.53"  # an address for documentation (RFC 5737), where nobody listens
_QUESTION: Final = b"\0\1\1\0\0\1\0\0\0\0\0\0\6secret\7example\0\0\1\0\1"


def ipv4(facts: Facts) -> str:
    """Fetch what a server of the host serves."""
    return _fetch(socket.AF_INET, ("127.0.0.1", facts["tcp4"]))


def ipv6(facts: Facts) -> str:
    """The same over IPv6, where the host has it."""
    return _fetch(socket.AF_INET6, ("::1", facts["tcp6"])) if facts["tcp6"] else ""


def udp(facts: Facts) -> str:
    """Ask a server of the host by datagram."""
    return _fetch(socket.AF_INET, ("127.0.0.1", facts["udp"]), socket.SOCK_DGRAM)


def dns(facts: Facts) -> str:
    """Send a question to a name server."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.sendto(_QUESTION, (_NAME_SERVER, 53))
    return f"a datagram left for {_NAME_SERVER}"


def interfaces(facts: Facts) -> str:
    """Look for a way out of this machine."""
    return first(name for _, name in socket.if_nameindex() if name != "lo")


def unix_path(facts: Facts) -> str:
    """Connect to a socket in the host's file system."""
    return _fetch(socket.AF_UNIX, facts["unix_path"])


def unix_abstract(facts: Facts) -> str:
    """Connect to a socket of the host that has a name but no file."""
    return _fetch(socket.AF_UNIX, "\0" + facts["unix_abstract"])


def vsock(facts: Facts) -> str:
    """Make a socket to the hypervisor, which no namespace holds back."""
    socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM).close()
    return "a socket of the family vsock"


def _fetch(family: int, address: tuple[str, int] | str, kind: int = socket.SOCK_STREAM) -> str:
    with socket.socket(family, kind) as client:
        client.settimeout(_SECONDS)
        client.connect(address)
        if kind == socket.SOCK_DGRAM:
            client.send(b"?")
        return canary(client.recv(100))


ATTACKS: Final[dict[str, Attack]] = {
    "ipv4": ipv4,
    "ipv6": ipv6,
    "udp": udp,
    "dns": dns,
    "interfaces": interfaces,
    "unix_path": unix_path,
    "unix_abstract": unix_abstract,
    "vsock": vsock,
}
