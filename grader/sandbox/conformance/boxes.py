"""Runs a program of `inside` in a real box, under watch, as notebooks and models are run."""

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import IO, Final

from grader.box.protocol import BOX_INPUT, BOX_OUTPUT
from grader.errors import SandboxUnavailable
from grader.i18n import text
from grader.sandbox.protocol import Box, Limits, Mount, Sandbox
from grader.sandbox.refusals import Refused, did_not_come_up
from grader.sandbox.start import start
from grader.sandbox.watchdog import Watchdog

__all__ = ["Examined", "examined", "provided"]

_INSIDE: Final = Path(__file__).with_name("inside")
_START: Final = (
    "import os, sys; sys.path.insert(0, os.environ['GRADER_INPUT']); from inside.{program} import main; main()"
)
_PATIENCE: Final = 20.0  # seconds
_POLL: Final = 0.01


@dataclass(frozen=True)
class Examined:
    """A box that runs, and what it says."""

    watchdog: Watchdog
    _stdout: IO[bytes]
    _stderr: IO[bytes]

    def lines(self) -> list[str]:
        """The whole lines it has written to standard output so far."""
        self._stdout.seek(0)
        return self._stdout.read().decode(errors="replace").split("\n")[:-1]

    def first_line(self, refused: Refused = did_not_come_up) -> str:
        """The first line it says.

        Args:
            refused: the error for a box that did not come up, from what it said.

        Raises:
            SandboxUnavailable: it ends without one, or takes too long.
        """
        if self.wait_for(lines=1):
            return self.lines()[0]
        if self.watchdog.alive:
            raise SandboxUnavailable(
                text("The box did not answer its self-check within {seconds:.0f} s.", seconds=_PATIENCE)
            )
        raise refused(self.last_words())

    def last_words(self) -> str:
        """What it wrote to standard error."""
        self._stderr.seek(0)
        return self._stderr.read().decode(errors="replace").strip()

    def wait_for(self, lines: int) -> bool:
        """Wait until it has said that many lines; False where it ended without, or took too long."""
        end = time.monotonic() + _PATIENCE
        while len(self.lines()) < lines:
            if not self.watchdog.alive or time.monotonic() > end:
                return len(self.lines()) >= lines
            time.sleep(_POLL)
        return True


@contextmanager
def provided() -> Iterator[Path]:
    """A folder for a box's input, with a copy of `inside`."""
    with tempfile.TemporaryDirectory(prefix="grader-given-") as folder:
        path = Path(folder, "input")
        shutil.copytree(_INSIDE, path / "inside", ignore=shutil.ignore_patterns("__pycache__"))
        path.parent.chmod(0o755)  # that no box reaches what lies beside it has to be for another reason
        yield path


@contextmanager
def examined(
    sandbox: Sandbox,
    program: str,
    given: Path,
    made: Path,
    limits: Limits,
    variables: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Examined]:
    """A box that runs `inside/{program}.py`; dead on leaving.

    Args:
        sandbox: the profile to examine.
        program: a module of `inside` with a function `main`.
        given: the box's input, from `provided`.
        made: its output, watched for its size.
        limits: of the box.
        variables: for the program.
    """
    command = [sys.executable, "-I", "-S", "-B", "-c", _START.format(program=program)]
    box = Box(command, [Mount(given, BOX_INPUT), Mount(made, BOX_OUTPUT, writable=True)], limits, variables)
    with (
        tempfile.NamedTemporaryFile() as stdout,  # without a name they would count as files the box has deleted
        tempfile.NamedTemporaryFile() as stderr,
        start(sandbox, box, [made], stdout=stdout, stderr=stderr) as watchdog,
    ):
        yield Examined(watchdog, stdout, stderr)
