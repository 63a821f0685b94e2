"""A control group around this process for as long as a fork bomb is graded, should the grader's own walls fail."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

_ROOT = Path("/sys/fs/cgroup")
_LIMITS = {"pids": ("pids.max", 5_000), "memory": ("memory.limit_in_bytes", 12 * 2**30)}


@contextmanager
def guarded() -> Iterator[None]:
    """Hold this process and all it starts to 5,000 tasks and 12 GiB; one at a time on this machine.

    Skips the test where control groups of version 1 cannot be made.
    """
    with ExitStack() as stack:
        lock = stack.enter_context(Path("/tmp/grader-tests-guard.lock").open("w"))
        fcntl.flock(lock, fcntl.LOCK_EX)
        for controller, (name, limit) in _LIMITS.items():
            home, group = _home(controller), _ROOT / controller / f"grader-tests-{os.getpid()}"
            try:
                group.mkdir()
                stack.callback(_remove, group)
                (group / name).write_text(str(limit))
                (group / "cgroup.procs").write_text(str(os.getpid()))
            except OSError as error:
                pytest.skip(f"no control group to guard this machine with: {error}")
            stack.callback((home / "cgroup.procs").write_text, str(os.getpid()))
        yield


def _remove(group: Path) -> None:
    end = time.monotonic() + 30
    while group.exists():
        for inner in group.glob("*/"):
            with suppress(OSError):
                inner.rmdir()
        with suppress(OSError):
            group.rmdir()
        assert time.monotonic() < end, "what was killed is still there"
        time.sleep(0.1)


def _home(controller: str) -> Path:
    """The control group this process is in."""
    lines = (line.split(":", 2) for line in Path("/proc/self/cgroup").read_text().splitlines())
    path = next((path for _, controllers, path in lines if controller in controllers.split(",")), "/")
    return _ROOT / controller / path.lstrip("/")
