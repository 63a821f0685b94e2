import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from grader.sandbox import Box, Limits, Mount, Sandbox, start
from grader.sandbox.warm import ForkServer, WarmBoxes

Ran: TypeAlias = "subprocess.CompletedProcess[str]"
Run: TypeAlias = Callable[..., Ran]


@pytest.fixture(scope="session")
def server(bubblewrap: Sandbox) -> Iterator[ForkServer]:
    """One that imports nothing, so that it is there at once."""
    with ForkServer(None) as server:
        server.start()
        yield server


@pytest.fixture(scope="session")
def warm(server: ForkServer) -> WarmBoxes:
    return WarmBoxes(server.address)


@pytest.fixture
def run_code() -> Run:
    """Run Python code in a box that is started as all are."""

    def run(sandbox: Sandbox, code: str, *mounts: Mount, command: Any = None, **environment: str) -> Ran:
        box = Box(command or [sys.executable, "-P", "-c", code], mounts, Limits(wall=60), environment)
        with tempfile.TemporaryFile() as stdout, tempfile.TemporaryFile() as stderr:
            with start(sandbox, box, stdout=stdout, stderr=stderr) as watchdog:
                watchdog.process.wait(60)
            said = [file.seek(0) or file.read().decode() for file in (stdout, stderr)]
        return subprocess.CompletedProcess(box.command, watchdog.process.returncode, *said)

    return run


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="grader-test-") as path:
        yield Path(path)
