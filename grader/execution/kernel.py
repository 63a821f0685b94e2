"""Starts a notebook's kernel in a box, through jupyter_client's own extension point."""

import asyncio
import subprocess
import sys
import tempfile
import threading
from collections import deque
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Final

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner

from grader.errors import GraderFault
from grader.execution.plain import plain_text
from grader.execution.wire import CheckedClient, checked_context
from grader.i18n import text
from grader.sandbox.disk import remove
from grader.sandbox.protocol import Box, Limits, Mount, Sandbox
from grader.sandbox.sockets import short_folder
from grader.sandbox.start import start
from grader.sandbox.watchdog import Watchdog

__all__ = ["BoxedKernel", "boxed_kernel"]

_SPEC: Final = KernelSpec(argv=[sys.executable, "-P", "-m", "box.kernel", "-f", "{connection_file}"], language="python")
_STARTUP: Final = 120.0  # seconds; a cold disk can take one to read a kernel's modules


@dataclass(frozen=True)
class BoxedKernel:
    """A kernel that is ready for code, and the watchdog of its box."""

    manager: AsyncKernelManager
    client: CheckedClient
    watchdog: Watchdog


@asynccontextmanager
async def boxed_kernel(
    sandbox: Sandbox,
    mounts: Sequence[Mount],
    limits: Limits,
    folders: Sequence[Path],
    environment: Mapping[str, str],
    *,
    cold: bool,
) -> AsyncIterator[BoxedKernel]:
    """A running kernel in a box of its own; on leaving, the box is killed whole and nothing of it remains.

    Args:
        sandbox: makes the box.
        mounts: what it sees, beside the folder of its sockets.
        limits: its budgets.
        folders: of the mounted ones those whose size counts against `limits.folder`.
        environment: variables beside those of every box.
        cold: as in `Box`.

    Raises:
        GraderFault: the kernel did not start.
    """
    async with AsyncExitStack() as stack:
        sockets = Path(tempfile.mkdtemp(prefix="grader-", dir=short_folder()))
        stack.callback(remove, sockets)
        context = checked_context()
        stack.callback(context.destroy, linger=0)
        manager = AsyncKernelManager(
            transport="ipc",
            ip=f"{sockets}/k",
            connection_file=f"{sockets}/kernel.json",
            context=context,
            kernel_spec_manager=_Specs(),
            client_factory=CheckedClient,
        )
        stack.push_async_callback(manager.cleanup_resources)
        mounts = [*mounts, Mount(sockets, str(sockets), writable=True)]
        provisioner = _Provisioner(parent=manager, kernel_spec=_SPEC)
        provisioner.settle(stack, sandbox, Box([], mounts, limits, environment, cold), [*folders, sockets])
        manager.provisioner = provisioner
        await manager.start_kernel()
        client = manager.client(context=context)
        client.start_channels()
        stack.callback(client.stop_channels)
        listening = asyncio.ensure_future(client.keep_listening())
        stack.callback(listening.cancel)
        await _wait_until_ready(client, provisioner, min(_STARTUP, limits.wall))
        yield BoxedKernel(manager, client, provisioner.watchdog)


async def _wait_until_ready(client: CheckedClient, provisioner: "_Provisioner", seconds: float) -> None:
    try:
        await client.wait_for_ready(timeout=seconds)
    except RuntimeError as error:
        provisioner.watchdog.kill()
        reason = provisioner.watchdog.reason or provisioner.last_words() or str(error)
        raise GraderFault(text("The notebook's kernel did not start: {reason}", reason=reason)) from error


class _Specs(KernelSpecManager):  # type: ignore[misc]
    """Knows one kernel, ours, whatever is installed and whatever a notebook asks for."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        return _SPEC


class _Provisioner(LocalProvisioner):  # type: ignore[misc]
    """Launches the kernel's command in a box, with a watchdog."""

    watchdog: Watchdog

    def settle(self, stack: AsyncExitStack, sandbox: Sandbox, box: Box, folders: Sequence[Path]) -> None:
        """Say what the box is like that the kernel's command will run in; it lives until `stack` is left."""
        self._stack = stack
        self._sandbox = sandbox
        self._box = box
        self._folders = folders
        self._said: deque[bytes] = deque(maxlen=20)

    async def launch_kernel(self, cmd: list[str], **kwargs: object) -> KernelConnectionInfo:
        """Launch `cmd` as the sandbox says, without any variable of ours."""
        watchdog = start(self._sandbox, replace(self._box, command=cmd), self._folders, stderr=subprocess.PIPE)
        self.watchdog = self._stack.enter_context(watchdog)
        self.process = watchdog.process
        self.pid = self.pgid = self.process.pid  # it leads a session of its own
        self._listener = threading.Thread(target=_drain, args=(self.process.stderr, self._said), daemon=True)
        self._listener.start()
        return self.connection_info

    def last_words(self) -> str:
        """The last line the dead kernel wrote to stderr."""
        self._listener.join(timeout=1)
        return plain_text((self._said[-1] if self._said else b"").decode(errors="replace"), 500).strip()


def _drain(pipe: IO[bytes], last: deque[bytes]) -> None:
    """Read all there is, so that the writer never waits, and keep the last lines."""
    with pipe:
        while line := pipe.readline(500):
            last.append(line)
