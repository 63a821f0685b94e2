"""What a command costs as a whole tree of processes."""

import contextlib
import ctypes
import os
import secrets
import shlex
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

__all__ = ["Cost", "measure"]

_INTERVAL = 2.0  # looking at all memory of a large process takes a tenth of a second, and holds that process up
_SUBREAPER = 36  # of prctl(2): processes whose parent has ended become ours, so that their times are counted


@dataclass(frozen=True)
class Cost:
    """Of one run.

    Attributes:
        wall: seconds.
        cpu: seconds of processor time of all processes; where there is no control group that counts it, of those that
            were waited for, which boxes that were killed are not.
        peak: bytes, the largest sum of proportional set sizes.
    """

    wall: float
    cpu: float
    peak: int


def measure(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """Run `command` in `folder` and measure it.

    Raises:
        RuntimeError: it failed; the end of what it printed is in the message.
    """
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    others = set(psutil.Process().children())
    with _counted() as group:
        joined = ["/bin/sh", "-c", 'echo $$ >"$0" && exec "$@"', str(group / "cgroup.procs")] if group else []
        return _measured([*joined, *command], folder, environment, others, group)


def _measured(
    command: Sequence[str],
    folder: Path,
    environment: Mapping[str, str] | None,
    others: set[psutil.Process],
    group: Path | None,
) -> Cost:
    before, start = _children_cpu(), time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    peaks = [0]
    watcher = threading.Thread(target=_watch, args=(process, peaks), daemon=True)
    watcher.start()
    said, _ = process.communicate()
    wall = time.perf_counter() - start
    watcher.join()
    for orphan in set(psutil.Process().children()) - others:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(orphan.pid, 0)
    if process.returncode != 0:
        raise RuntimeError(f"{shlex.join(command)[:300]} failed:\n{said.decode(errors='replace')[-3000:]}")
    cpu = int((group / "cpuacct.usage").read_text()) / 1e9 if group else _children_cpu() - before
    return Cost(wall, cpu, max(peaks))


@contextlib.contextmanager
def _counted() -> Iterator[Path | None]:
    """A control group of version 1 that counts processor time, killed processes' too; None where none can be made."""
    group = Path("/sys/fs/cgroup/cpuacct", f"benchmark-{secrets.token_hex(4)}")
    try:
        group.mkdir()
    except OSError:
        yield None
        return
    try:
        yield group
    finally:
        with contextlib.suppress(OSError):
            group.rmdir()


def _children_cpu() -> float:
    times = psutil.Process().cpu_times()
    return float(times.children_user + times.children_system)


def _watch(process: "subprocess.Popen[bytes]", peaks: list[int]) -> None:
    while process.poll() is None:
        try:
            root = psutil.Process(process.pid)
            peaks.append(sum(_share(p) for p in [root, *root.children(recursive=True)]))
        except psutil.NoSuchProcess:
            pass
        time.sleep(_INTERVAL)


def _share(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().pss)
    except psutil.Error:
        return 0
