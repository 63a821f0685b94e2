"""Follows a box from outside and ends it when it passes a budget that the kernel does not hold.

Resource limits know single processes only, and not even those of root: what a whole box uses is seen from here.
"""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Literal, Self, TypeAlias

import psutil

from grader.errors import GraderFault
from grader.i18n import text
from grader.sandbox.cgroup import ControlGroup
from grader.sandbox.disk import used
from grader.sandbox.protocol import Launch, Limits
from grader.sandbox.unlinked import unlinked

__all__ = ["Reason", "Watchdog"]

Reason: TypeAlias = Literal["wall", "memory", "processes", "folder", "output"]

_BWRAPS: Final = 2  # one outside, one as the first process inside
_INTERVAL: Final = 0.25
_WEIGHING: Final = 1.0  # seconds that weighing all processes may take: among those of a fork bomb it took minutes
_DEATH: Final = 60.0  # seconds that killed processes may take to be gone: those of a fork bomb are thousands


class Watchdog:
    """Measures the tree of processes below one, and kills it whole.

    Memory is the sum of resident sizes, which counts pages that processes share once for each; when that passes the
    limit it is measured again in shares (PSS), and that decides. A control group, where there is one, is asked first.

    Attributes:
        reason: the budget that was passed, or what `kill` was told; None as long as there is none.
        peak_memory: bytes resident in the whole box, at most, of all samples.
        cpu: seconds of processor time of all its processes so far, those that ended included.
        process: the one that was started, outside the box.
    """

    def __init__(
        self,
        process: subprocess.Popen[Any],
        launch: Launch,
        limits: Limits,
        folders: Sequence[Path],
        group: ControlGroup | None,
    ) -> None:
        """Watch `process`, from entering the context on; `grader.sandbox.start` makes all this.

        Args:
            process: of the box, started.
            launch: what started it.
            limits: of these wall, memory, processes and folder apply.
            folders: what the box can write and outlives it; they share the limit `folder` with its own.
            group: all its processes are in it.
        """
        self.process = process
        self.reason: Reason | None = None
        self.peak_memory = 0
        self.cpu = 0.0
        self._launch = launch
        self._limits = limits
        self._folders = [*folders, *launch.folders]
        self._end = time.monotonic() + limits.wall
        self._peak_since_taken = 0
        self._seen: set[psutil.Process] = set()
        self._entered: psutil.Process | None = None
        self._group = group
        self._lock = threading.RLock()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)

    def __enter__(self) -> Self:
        try:
            self.sample()
            self._thread.start()
        except BaseException:  # such as for want of descriptors: what is not watched does not run
            self.kill()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        self._thread.join()

    @property
    def alive(self) -> bool:
        """Whether the box still runs."""
        return self.process.poll() is None

    def add(self, pid: int | None) -> None:
        """Watch that process and its descendants too: the box's program, where the box has not started it itself."""
        if pid is not None:
            with suppress(psutil.NoSuchProcess):
                self._entered = psutil.Process(pid)

    def sample(self) -> None:
        """Measure now; kill the box if it has passed a budget."""
        with self._lock:
            if self._stopped.is_set():
                return
            reason: Reason | None = self._group.passed() if self._group is not None else None
            if reason is None and (tree := self._tree()):
                reason = self._passed(tree)
            if reason is not None:
                self.kill(reason)

    def take_peak(self) -> int:
        """Bytes resident at most since this was last called."""
        with self._lock:
            self.sample()
            peak, self._peak_since_taken = self._peak_since_taken, 0
            return peak

    def interrupt(self) -> None:
        """Send SIGINT to the program in the box, as Ctrl-C would."""
        with suppress(psutil.NoSuchProcess):
            program = self._entered or self._started()
            if program is not None:
                program.send_signal(signal.SIGINT)

    def kill(self, reason: Reason | None = None) -> None:
        """End the whole box, and return when none of its processes is left; `reason` is kept if it is the first.

        Raises:
            GraderFault: something in the box cannot be killed, as when it waits for a dead disk.
        """
        with self._lock:
            self.reason = self.reason or reason
            self._stopped.set()
            end = time.monotonic() + _DEATH
            try:
                while self._strike():
                    if time.monotonic() > end:
                        raise GraderFault(text("A box was killed and still runs; nothing it wrote was read."))
                    time.sleep(0.05)
            except OSError:  # without a descriptor left its processes cannot be listed, but the first one can be killed
                self.process.kill()
            self.process.wait()
            self._seen.clear()
            if self._group is not None:
                self._group.remove()
            self._launch.clear()

    def _strike(self) -> bool:
        """Kill all that is known to be in the box; whether anything of it was still alive."""
        if self._launch.whole:
            self._tree(recursive=False)
            self.process.kill()
        grouped = self._group.close() if self._group is not None else set()
        for pid in grouped:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        swept = self._launch.sweep()
        self._tree()
        self._seen = set(filter(_is_alive, self._seen))
        for process in self._seen:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        return bool(grouped or self._seen) or swept

    def _watch(self) -> None:
        try:
            while not self._stopped.wait(_INTERVAL):
                self.sample()
        finally:
            self.kill()  # no box runs unwatched, whatever ended the watch

    def _tree(self, *, recursive: bool = True) -> list[psutil.Process]:
        """The process and its descendants; those seen earlier are remembered, as they may have lost their parent."""
        if self.process.poll() is not None:
            return []
        try:
            root = psutil.Process(self.process.pid)
            tree = [root, *root.children(recursive=recursive)]
        except psutil.NoSuchProcess:
            return []
        with suppress(psutil.NoSuchProcess):
            if self._entered is not None and self._entered.is_running():
                tree += [self._entered, *self._entered.children(recursive=recursive)]
        self._seen = {process for process in self._seen if process.is_running()}.union(tree)
        return tree

    def _started(self) -> psutil.Process | None:
        """The program that the box started itself; None where it is not there yet."""
        program: psutil.Process | None = psutil.Process(self.process.pid)
        for _ in range(_BWRAPS):  # no more: a program can take that name too
            if program is not None and program.name() == "bwrap":
                program = min(program.children(), key=psutil.Process.create_time, default=None)
        return program

    def _passed(self, tree: list[psutil.Process]) -> Reason | None:
        if time.monotonic() > self._end:
            return "wall"
        own = 1 if self._entered is None else 2  # the one outside, and the one that waits for what has entered
        if len(tree) - own > self._limits.processes:
            return "processes"
        self.cpu = max(self.cpu, sum(map(_cpu, tree)))
        if self._weigh(tree) > self._limits.memory:
            return "memory"
        if used(self._folders, self._limits.folder) + unlinked(tree, self._folders) > self._limits.folder:
            return "folder"
        return None

    def _weigh(self, tree: list[psutil.Process]) -> int:
        end = time.monotonic() + _WEIGHING
        sizes = {}
        for process in tree:
            sizes[process] = _resident(process)
            if time.monotonic() > end:
                break
        memory = sum(sizes.values())
        if memory > self._limits.memory:
            memory = sum(_share(process, size) if time.monotonic() < end else size for process, size in sizes.items())
        self.peak_memory = max(self.peak_memory, memory)
        self._peak_since_taken = max(self._peak_since_taken, memory)
        return memory


def _is_alive(process: psutil.Process) -> bool:
    """Whether it can still do anything. A zombie cannot, nor can the pid namespace whose first process it was."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _cpu(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system + times.children_user + times.children_system)


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def _share(process: psutil.Process, otherwise: int) -> int:
    try:
        return int(process.memory_full_info().pss)
    except (psutil.Error, AttributeError):  # not ours to read, or a system without PSS
        return otherwise
