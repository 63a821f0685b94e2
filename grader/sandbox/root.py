"""The root of a box, for profiles that cannot mount one."""

import shutil
from collections.abc import Container, Sequence
from pathlib import Path

from grader.box.protocol import BOX_CODE, BOX_HOME
from grader.sandbox.environment import WORK, neutral_environment
from grader.sandbox.machine import CODE, is_below
from grader.sandbox.protocol import Box, Mount

__all__ = ["Root"]


class Root:
    """A folder that stands for the root of one box, with a symbolic link for each mount.

    A path of the box in its command, and those that programs learn from their environment, are replaced by where they
    really stand.

    Attributes:
        path: the folder.
    """

    def __init__(self, path: Path, mounts: Sequence[Mount], copies: Container[Path] = ()) -> None:
        """Fill the folder.

        Args:
            path: the folder.
            mounts: of the box.
            copies: sources of mounts, files, of which it gets a copy instead of a link.
        """
        self.path = path
        self._copies = copies
        self._elsewhere = [BOX_CODE, BOX_HOME, *(m.target for m in mounts if m.target != str(m.source.absolute()))]
        Path(self.place(WORK)).mkdir(parents=True)
        self._link(CODE, f"{BOX_CODE}/{CODE.name}")
        for mount in mounts:
            if mount.target in self._elsewhere:
                self._link(mount.source.absolute(), mount.target)

    def place(self, path: str) -> str:
        """Where a path of the box really stands; anything else as it is."""
        if any(is_below(Path(path), Path(target)) for target in self._elsewhere):
            return f"{self.path}{path}"
        return path

    def environment(self, box: Box) -> dict[str, str]:
        """The variables of `box`, those of every box included."""
        return {**neutral_environment(self.place), **{name: self.place(v) for name, v in box.environment.items()}}

    def _link(self, source: Path, target: str) -> None:
        link = Path(self.place(target))
        link.parent.mkdir(parents=True, exist_ok=True)
        if source in self._copies:
            shutil.copyfile(source, link)
        else:
            link.symlink_to(source)
