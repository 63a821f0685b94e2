"""Starts a box, under watch and within its control group from its first instruction on."""

import os
import subprocess
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO, Final

from grader.sandbox.cgroup import ControlGroup
from grader.sandbox.protocol import Box, Sandbox
from grader.sandbox.watchdog import Watchdog

__all__ = ["start"]

#: Waits for a line before it becomes the box's command.
_GATE: Final = ("/bin/sh", "-c", 'read -r go && exec "$@" </dev/null', "gate")
_LOWEST: Final = 19
_THREADS: Final = 1_000  # that processes within their limit may have among them: TensorFlow starts some dozens


def start(
    sandbox: Sandbox,
    box: Box,
    folders: Sequence[Path] = (),
    *,
    stdout: int | IO[bytes] = subprocess.DEVNULL,
    stderr: int | IO[bytes] = subprocess.DEVNULL,
) -> Watchdog:
    """Start `box`, without any variable or open file of ours; the watch begins when the watchdog's context is entered.

    Args:
        sandbox: makes the box.
        box: what to run.
        folders: what it can write and outlives it; they share the limit `folder`.
        stdout, stderr: as for subprocess.Popen.

    Raises:
        SandboxUnavailable: the box cannot be made.
        GraderFault: it cannot be put into its control group.
    """
    launch = sandbox.launch(box)
    with ExitStack() as undo:  # this machine may be out of descriptors, processes or memory
        undo.callback(launch.clear)
        group = ControlGroup.make(tasks=box.limits.processes + _THREADS, memory=box.limits.memory)
        if group is not None:
            undo.callback(group.remove)
        process = subprocess.Popen(
            [*_GATE, *launch.argv],
            stdin=subprocess.PIPE,
            stdout=stdout,
            stderr=stderr,
            env={},
            cwd="/",
            start_new_session=True,
        )
        undo.pop_all()
    watchdog = Watchdog(process, launch, box.limits, folders, group)
    hold = _lower if group is None else group.add
    try:
        assert process.stdin is not None
        with suppress(BrokenPipeError), process.stdin as gate:  # it died at the gate: the watch will tell
            hold(process.pid)
            gate.write(b"go\n")
        if launch.enter is not None:
            watchdog.add(launch.enter(process.pid, hold))
    except BaseException:
        watchdog.kill()
        raise
    return watchdog


def _lower(pid: int) -> None:
    """So that the watchdog gets to run among hundreds of busy processes."""
    os.setpriority(os.PRIO_PROCESS, pid, _LOWEST)
