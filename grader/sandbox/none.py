"""The profile `none`: no box at all, for people who run their own work."""

import tempfile
from functools import partial
from pathlib import Path

from grader.sandbox.disk import remove
from grader.sandbox.environment import WORK
from grader.sandbox.machine import with_rlimits
from grader.sandbox.protocol import Box, Launch
from grader.sandbox.root import Root

__all__ = ["NoSandbox"]


class NoSandbox:
    """Runs programs on this machine as they are, under the same names as in a box.

    It protects from nothing: the program can read, write and send what its user can.
    """

    profile = "none"

    def check(self) -> None:
        """Nothing is promised, so there is nothing to prove."""

    def launch(self, box: Box) -> Launch:
        """Make `box` ready; who kills its process must kill the descendants too."""
        root = Root(Path(tempfile.mkdtemp(prefix="grader-")), box.mounts)
        variables = [f"{name}={value}" for name, value in root.environment(box).items()]
        command = with_rlimits(map(root.place, box.command), box.limits, count_threads=False)
        change_folder = ["/bin/sh", "-c", 'cd "$0" && exec "$@"', root.place(WORK)]
        argv = [*change_folder, "/usr/bin/env", "-i", *variables, *command]
        return Launch(argv, clear=partial(remove, root.path))
