import subprocess
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
        argv = sandbox.argv(Box(command, mounts, limits or Limits(), environment))
        return subprocess.run(argv, capture_output=True, text=True, timeout=60, check=False)

    return run


@pytest.fixture
def shell_in(run_in: Run) -> Shell:
    """What a shell script prints in a box, stderr included."""

    def shell(sandbox: Sandbox, script: str, *mounts: Mount, **options: Any) -> str:
        return run_in(sandbox, ["/bin/sh", "-c", f"exec 2>&1; {script}"], *mounts, **options).stdout

    return shell
