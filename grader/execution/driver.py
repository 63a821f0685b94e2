"""Drives a notebook in a box, cell by cell, within its budgets. The clocks are all here, outside the box."""

import asyncio
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_output

from grader.box.protocol import BOX_EVIDENCE
from grader.errors import GraderFault
from grader.execution.kernel import BoxedKernel, boxed_kernel
from grader.execution.outputs import cell_error, cell_text
from grader.execution.record import CellError, CellRun, RunRecord
from grader.i18n import text
from grader.sandbox.protocol import Limits, Mount, Sandbox
from grader.sandbox.watchdog import Reason

__all__ = ["Progress", "drive"]

#: Called with the number of cells done and the number of all.
Progress: TypeAlias = Callable[[int, int], None]
Status: TypeAlias = Literal["ok", "error", "timeout", "dead", "not_run"]
RunStatus: TypeAlias = Literal["completed", "timeout", "memory", "processes", "output", "dead_kernel"]

#: Seconds between an interrupt and the end of the box: time for the recorder to write down what was trained so far.
_GRACE: Final = 10.0
_DROPPED: Final = "[grader] more was printed than is kept\n"
_ENDED_BY: Final[dict[Reason, RunStatus]] = {
    "wall": "timeout",
    "memory": "memory",
    "processes": "processes",
    "folder": "output",
    "output": "output",
}


async def drive(
    notebook: NotebookNode,
    places: Sequence[int],
    *,
    sandbox: Sandbox,
    limits: Limits,
    datasets: Sequence[Mount],
    evidence: Path,
    environment: Mapping[str, str],
    cold: bool,
    progress: Progress,
) -> RunRecord:
    """Run every cell of `notebook`, whose outputs are filled in; `places` are their places in the submitted one.

    `cold` is that of the box.
    """
    started = time.monotonic()
    mounts = [Mount(evidence, BOX_EVIDENCE, writable=True), *datasets]
    async with boxed_kernel(sandbox, mounts, limits, [evidence], environment, cold=cold) as kernel:
        run = _Run(notebook, kernel, limits, started + limits.wall)
        for order, index in enumerate(places):
            progress(order, len(places))
            run.cells.append(await run.cell(order, index))
        progress(len(places), len(places))
        if run.status == "dead_kernel" and _killed_from_outside(sandbox, kernel):
            raise GraderFault(
                text("The notebook's box was killed from outside: for want of memory on this machine, or by hand.")
            )
        kernel.watchdog.kill()
    return RunRecord(
        status=run.status,
        profile=sandbox.profile,
        cells=run.cells,
        wall=time.monotonic() - started,
        cpu=kernel.watchdog.cpu,
        peak_memory=kernel.watchdog.peak_memory,
    )


def _killed_from_outside(sandbox: Sandbox, kernel: BoxedKernel) -> bool:
    # No process in a pid namespace can send a signal to the one that made it.
    return sandbox.profile == "bubblewrap" and kernel.watchdog.process.poll() == -signal.SIGKILL


class _Run:
    """The state of one run: what came of the cells so far, and what ended it, if anything has."""

    def __init__(self, notebook: NotebookNode, kernel: BoxedKernel, limits: Limits, end: float) -> None:
        self.cells: list[CellRun] = []
        self.status: RunStatus = "completed"
        self._notebook = notebook
        self._kernel = kernel
        self._limits = limits
        self._end = end
        self._grace = min(_GRACE, limits.wall / 10)
        self._client = NotebookClient(notebook, km=kernel.manager, timeout=None, allow_errors=True, record_timing=False)
        self._client.kc = kernel.client
        self._client.on_cell_executed = self._keep_reply
        kernel.client.iopub_channel.limit = limits.output
        kernel.client.iopub_channel.flooded = lambda: kernel.watchdog.kill("output")
        self._reply: dict[str, Any] = {}
        self._failure: CellError | None = None

    async def cell(self, order: int, index: int) -> CellRun:
        """Run one cell, unless the run has ended before it."""
        cell = self._notebook.cells[order]
        status: Status = "not_run"
        started = time.monotonic()
        if self.status == "completed" and await self._goes_on():
            self._kernel.watchdog.take_peak()
            status = await self._execute(cell, order)
        return CellRun(
            index=index,
            order=order,
            status=status,
            error=self._error(status),
            text=cell_text(cell),
            seconds=time.monotonic() - started if status != "not_run" else 0.0,
            peak_memory=self._kernel.watchdog.take_peak() if status != "not_run" else 0,
        )

    async def _goes_on(self) -> bool:
        """Whether there is a kernel and time for one more cell; if not, the run's status says why."""
        if not await self._kernel.manager.is_alive():
            self.status = self._ended_by("dead_kernel")
        elif self._end - self._grace <= time.monotonic():
            self.status = "timeout"
        return self.status == "completed"

    async def _execute(self, cell: NotebookNode, order: int) -> Status:
        self._reply, self._failure = {}, None
        task = asyncio.ensure_future(self._send(cell, order))
        try:
            in_time = await self._finish(task, min(self._limits.cell, self._end - self._grace - time.monotonic()))
            if not in_time:
                self._kernel.watchdog.interrupt()
                ended = await self._finish(task, self._grace)
                if not ended:
                    self._kernel.watchdog.kill()
                if not ended or self._end - self._grace <= time.monotonic():
                    self.status = self._ended_by("timeout")
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        return self._judge(in_time)

    async def _send(self, cell: NotebookNode, order: int) -> None:
        iopub = self._kernel.client.iopub_channel
        dropped = iopub.dropped
        try:
            await self._client.async_execute_cell(cell, order)
        except DeadKernelError:
            if self.status == "completed":
                self.status = self._ended_by("dead_kernel")
        except Exception as error:  # nbclient on a message that no kernel sends: the cell's failure, whatever it is
            self._failure = CellError(name=type(error).__name__, value="", traceback="")
        if iopub.dropped > dropped:
            cell.outputs.append(new_output("stream", name="stderr", text=_DROPPED))

    async def _finish(self, task: "asyncio.Task[None]", seconds: float) -> bool:
        done, _ = await asyncio.wait({task}, timeout=max(0.0, seconds))
        return bool(done)

    def _judge(self, in_time: bool) -> Status:
        if self.status == "timeout" or not in_time:
            return "timeout"
        if self.status != "completed":
            return "dead"
        return "ok" if self._reply.get("status") == "ok" else "error"

    def _keep_reply(self, execute_reply: dict[str, Any], **_: object) -> None:
        self._reply = execute_reply["content"]

    def _error(self, status: Status) -> CellError | None:
        if status in ("error", "timeout") and self._reply.get("status") != "ok":
            return self._failure or (cell_error(self._reply) if self._reply else None)
        return None

    def _ended_by(self, otherwise: RunStatus) -> RunStatus:
        self._kernel.watchdog.sample()  # the kernel may have died of a limit that nobody has asked about yet
        reason = self._kernel.watchdog.reason
        return otherwise if reason is None else _ENDED_BY[reason]
