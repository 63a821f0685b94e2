"""Secrets around a grading: each has to be where it was, and nowhere else, when it is over."""

import os
import secrets
import socket
import sysconfig
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[3]

#: Folders where the attacks of the corpus try to leave a file.
_WATCHED = (
    *("/", "/etc", "/tmp", "/var/tmp", "/dev/shm", "/opt", "/opt/grader"),
    *("~", "~/.ipython/profile_default/startup", "~/.keras", "~/.config", "~/.local/lib"),
    *(str(ROOT), str(ROOT / "grader"), str(ROOT / "grader/box"), sysconfig.get_path("purelib"), "."),
)
_MOST_READ = 64 * 2**20


@dataclass(frozen=True)
class Canaries:
    """What was planted.

    Attributes:
        secret: stands in a file beside the grader, in its environment, in its memory, behind an open descriptor, and
            in a neighbour's grade.
        mark: is in the name of every file that an attack makes.
        facts: what the attacker is told, by name: everything but the secret.
    """

    secret: str
    mark: str
    facts: dict[str, str]
    _stream: socket.socket
    _packets: socket.socket

    def found_in(self, folder: Path) -> list[Path]:
        """Files below `folder` that hold the secret."""
        files = (Path(path, name) for path, _, names in os.walk(folder) for name in names)
        return [file for file in files if self.secret.encode() in _start(file)]

    def dropped(self) -> list[Path]:
        """Files with the mark in their name, in folders that no box may write."""
        found = []
        for folder in map(Path, map(os.path.expanduser, _WATCHED)):
            with suppress(OSError):
                found += [path for path in folder.iterdir() if self.mark in path.name]
        return found

    def called(self) -> bool:
        """Whether anyone got through to the listening sockets."""
        for reach in (self._stream.accept, lambda: self._packets.recv(1)):
            with suppress(BlockingIOError):
                reach()
                return True
        return False


@contextmanager
def planted(out: Path) -> Iterator[Canaries]:
    """Plant secrets beside `out`, the folder of all grades, and take them away again."""
    secret, mark = f"CANARY{secrets.token_hex(12)}", f"hostile{secrets.token_hex(6)}"
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    with ExitStack() as stack:
        file = Path(stack.enter_context(TemporaryDirectory(prefix="secret-", dir=build)), "hidden.txt")
        neighbour = out / "neighbour"
        for path in (file, neighbour / "result.json", neighbour / "evidence" / "executed.ipynb"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(secret)
        inherited = os.open(file, os.O_RDONLY)
        stack.callback(os.close, inherited)
        os.set_inheritable(inherited, True)
        os.environ["GRADER_SECRET"] = secret
        stack.callback(os.environ.pop, "GRADER_SECRET")
        stream = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        packets = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        packets.bind(stream.getsockname())
        for listening in (stream, packets):
            listening.setblocking(False)
        facts = {
            "SECRET_FILE": str(file),
            "NEIGHBOUR": str(neighbour),
            "OUT": str(out),
            "GRADER": str(ROOT),
            "PORT": str(stream.getsockname()[1]),
            "PID": str(os.getpid()),
            "MARK": mark,
        }
        yield Canaries(secret, mark, facts, stream, packets)
        assert file.read_text() == (neighbour / "result.json").read_text() == secret


def _start(file: Path) -> bytes:
    """The first bytes of a regular file; nothing of anything else."""
    if file.is_symlink() or not file.is_file():
        return b""
    with file.open("rb") as opened:
        return opened.read(_MOST_READ)
