import subprocess
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import pytest

from grader.errors import SandboxUnavailable
from grader.sandbox import Box, Limits, Mount, Sandbox, choose

Run: TypeAlias = "Callable[..., subprocess.CompletedProcess[str]]"
Shell: TypeAlias = Callable[..., str]


@pytest.fixture(scope="session")
def bubblewrap() -> Sandbox:
    try:
        return choose("bubblewrap")
    except SandboxUnavailable as error:
        pytest.skip(str(error))


@pytest.fixture
def run_in() -> Run:
    """Run a command in a box."""

    def run(
        sandbox: Sandbox, command: Sequence[str], *mounts: Mount, limits: Limits | None = None, **environment: str
    ) -> "subprocess.CompletedProcess[str]":
        launch = sandbox.launch(Box(command, mounts, limits or Limits(), environment))
        try:
            return subprocess.run(launch.argv, capture_output=True, text=True, timeout=60, check=False)
        finally:
            while launch.sweep():
                time.sleep(0.02)
            launch.clear()

    return run


@pytest.fixture
def shell_in(run_in: Run) -> Shell:
    """What a shell script prints in a box, stderr included."""

    def shell(sandbox: Sandbox, script: str, *mounts: Mount, **options: Any) -> str:
        return run_in(sandbox, ["/bin/sh", "-c", f"exec 2>&1; {script}"], *mounts, **options).stdout

    return shell
