"""Something to find behind every wall: a canary in each place that a box must not reach."""

import json
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from grader.sandbox.conformance.boxes import provided
from grader.sandbox.conformance.inside.tools import Facts, content, namespace
from grader.sandbox.conformance.shared import session_key, shared_memory
from grader.sandbox.machine import PROJECT

__all__ = ["Bait", "laid"]

_STAND_IN: Final = Path(__file__).with_name("stand_in.py")
_NAMESPACES: Final = ("ipc", "mnt", "net", "pid", "user", "uts")
_SHARED: Final = ("/tmp", "/dev/shm", "/var/tmp", "/run/lock")
_VARIABLE: Final = "GRADER_BAIT"
_MANY: Final = 20  # files of a folder


@dataclass(frozen=True)
class Bait:
    """What is laid out.

    Attributes:
        folder: the box's input: the attacks, and `facts.json` for them.
        drops: where a file from a box would be seen by others.
        stand_in: the process that stands for the grader.
    """

    folder: Path
    drops: Sequence[str]
    stand_in: "subprocess.Popen[str]"

    def seen(self) -> dict[str, str]:
        """What of the attacks that do not know themselves is seen from outside, by their names."""
        heard, dropped = self._signals(), [path for path in map(Path, self.drops) if path.exists()]
        for path in dropped:
            path.unlink()
        return {
            "processes.signals": f"{heard} signals came" if heard else "",
            "files.shared": ", ".join(map(str, dropped)),
        }

    def _signals(self) -> int:
        assert self.stand_in.stdin is not None
        assert self.stand_in.stdout is not None
        self.stand_in.stdin.write("\n")
        self.stand_in.stdin.flush()
        return int(self.stand_in.stdout.readline())


@contextmanager
def laid() -> Iterator[Bait]:
    """Lay it, and take all of it away on leaving."""
    canary, mark = f"CANARY-{secrets.token_hex(8)}", f"grader-bait-{secrets.token_hex(8)}"
    with ExitStack() as stack:
        given = stack.enter_context(provided())
        root = given.parent
        student = root / "another-student"
        student.mkdir()
        (student / "result.json").write_text(canary)
        stand_in, told = _stand_in(stack, canary, mark, root)
        stack.enter_context(session_key(mark, canary.encode()))
        os.environ[_VARIABLE] = canary
        stack.callback(os.environ.pop, _VARIABLE)
        drops = [f"{folder}/{mark}" for folder in _SHARED]
        facts = {
            **_paths(),
            **told,
            "mark": mark,
            "drops": drops,
            "unix_abstract": mark,
            "student": str(student),
            "left": {folder: _left(folder, canary, stack) for folder in ("/tmp", "/dev/shm")},
            "key": stack.enter_context(shared_memory(canary.encode())),
            "namespaces": {kind: namespace(kind) for kind in _NAMESPACES},
        }
        (given / "facts.json").write_text(json.dumps(facts))
        yield Bait(given, drops, stand_in)


def _stand_in(stack: ExitStack, canary: str, mark: str, folder: Path) -> "tuple[subprocess.Popen[str], Facts]":
    process = stack.enter_context(
        subprocess.Popen(
            [sys.executable, "-I", "-S", str(_STAND_IN), mark, str(folder)],
            env={"CANARY": canary},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
    )
    assert process.stdout is not None
    return process, json.loads(process.stdout.readline())


def _left(folder: str, canary: str, stack: ExitStack) -> str:
    """A file that anybody may read, in a folder that anybody may see; nothing where no file can be made."""
    if not os.access(folder, os.W_OK):
        return ""
    path = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="grader-bait-", dir=folder)), "canary")
    path.write_text(canary)
    path.parent.chmod(0o755)
    return str(path)


def _paths() -> Facts:
    home = Path.home()
    private = [Path("/etc/shadow"), *(path for folder in (home, home / ".ssh") for path in _files(folder))]
    return {
        "code": [str(PROJECT / name) for name in ("grader", "tests")],
        "assignments": [str(PROJECT / name) for name in ("assignments", "reference")],
        "accounts": [str(path) for path in private if content(path)][:_MANY],
        "home": str(home),
        "in_home": [str(path) for path in _files(home)][:_MANY],
    }


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_file())
    except OSError:
        return []
