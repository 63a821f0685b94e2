"""The profile `none`: no box at all, for people who run their own work."""

import shutil
import tempfile
import weakref
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from grader.box.protocol import BOX_CODE, BOX_HOME
from grader.sandbox.environment import WORK, neutral_environment
from grader.sandbox.machine import CODE, is_below, with_rlimits
from grader.sandbox.protocol import Box, Mount

__all__ = ["NoSandbox"]


class NoSandbox:
    """Runs programs on this machine as they are, under the same names as in a box.

    A private folder stands for the root of the box, with a symbolic link for each mount; a path of the box in the
    command, and those that programs learn from their environment, are replaced by where they really stand.
    It protects from nothing: the program can read, write and send what its user can.
    """

    profile = "none"

    def __init__(self) -> None:
        self._roots = Path(tempfile.mkdtemp(prefix="grader-"))
        self._numbers = count()
        weakref.finalize(self, shutil.rmtree, self._roots, ignore_errors=True)

    def check(self) -> None:
        """Nothing is promised, so there is nothing to prove."""

    def argv(self, box: Box) -> list[str]:
        """The command that runs `box`; who kills it must kill its descendants too."""
        root = _Root(self._roots / str(next(self._numbers)), box.mounts)
        environment = {**neutral_environment(root.place), **{k: root.place(v) for k, v in box.environment.items()}}
        variables = [f"{name}={value}" for name, value in environment.items()]
        command = with_rlimits(map(root.place, box.command), box.limits, count_threads=False)
        change_folder = ["/bin/sh", "-c", 'cd "$0" && exec "$@"', root.place(WORK)]
        return [*change_folder, "/usr/bin/env", "-i", *variables, *command]


class _Root:
    """A folder that stands for the root of one box."""

    def __init__(self, path: Path, mounts: Sequence[Mount]) -> None:
        self._path = path
        self._elsewhere = [BOX_CODE, BOX_HOME, *(m.target for m in mounts if m.target != str(m.source.absolute()))]
        Path(self.place(WORK)).mkdir(parents=True)
        self._link(CODE, f"{BOX_CODE}/{CODE.name}")
        for mount in mounts:
            if mount.target in self._elsewhere:
                self._link(mount.source.absolute(), mount.target)

    def place(self, path: str) -> str:
        """Where a path of the box really stands; anything else as it is."""
        if any(is_below(Path(path), Path(target)) for target in self._elsewhere):
            return f"{self._path}{path}"
        return path

    def _link(self, source: Path, target: str) -> None:
        link = Path(self.place(target))
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(source)
