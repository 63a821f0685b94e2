"""Prepares boxes that need no namespaces, only root to start with."""

import base64
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

from grader.errors import SandboxUnavailable
from grader.i18n import Text, text
from grader.sandbox.environment import WORK
from grader.sandbox.machine import rlimits
from grader.sandbox.protocol import Box, Launch, Mount
from grader.sandbox.refusals import alternative
from grader.sandbox.root import Root
from grader.sandbox.seccomp import LOCAL_FAMILY, SHARED_OBJECTS, compiled
from grader.sandbox.selfcheck import prove
from grader.sandbox.unprivileged import enter
from grader.sandbox.unprivileged.keeper import Keeper
from grader.sandbox.unprivileged.owner import Lent, move_into
from grader.sandbox.unprivileged.reach import barrier, require, unreachable
from grader.sandbox.unprivileged.users import User
from grader.sandbox.unprivileged.views import machine_views, mount_views, needed

__all__ = ["Unprivileged"]


class Unprivileged:
    """Boxes of a user of their own, held by Landlock, a filter of system calls and resource limits.

    No namespaces: /tmp and /dev/shm are the machine's own and closed to the box, which has a private home and folder
    for temporary files instead (TMPDIR); they lie on disk and count against its limit `folder`. Shared memory by name,
    and therefore multiprocessing's locks, do not work.
    """

    profile = "unprivileged"

    def check(self) -> None:
        """Prove that the walls hold; once per process.

        Raises:
            SandboxUnavailable: this is not root, the kernel has no Landlock, the box's user cannot reach what it needs,
                or a wall does not hold.
        """
        _prove_once()

    def launch(self, box: Box) -> Launch:
        """Make `box` ready. Its user owns what it may write until the box is cleared away.

        Raises:
            SandboxUnavailable: as for `check`, or the box's user cannot reach a mount.
        """
        if os.geteuid() != 0:
            raise _not_root()
        if enter.landlock_version() == 0:
            raise _no_landlock()
        require(needed())
        with ExitStack() as made, _explained():
            folder = Path(tempfile.mkdtemp(prefix="grader-box-"))
            made.callback(shutil.rmtree, folder, ignore_errors=True)
            argv, user = _prepare(box, folder, made)
            return Launch(argv, folders=[folder], sweep=user.sweep, clear=made.pop_all().close)


@contextmanager
def _explained() -> Iterator[None]:
    """What the machine refuses, as where a container's root may not give files away, makes the profile unavailable."""
    try:
        yield
    except OSError as error:
        raise _refused(str(error)) from error


def _prepare(box: Box, folder: Path, made: ExitStack) -> tuple[list[str], User]:
    user = User()
    made.callback(user.give_back)
    made.enter_context(Keeper(user.number, folder))
    mounts = [_within_reach(mount, folder / f"made-{number}", made) for number, mount in enumerate(box.mounts)]
    root = Root(folder, mounts, [mount.source for mount in mounts if not mount.writable and barrier(mount.source)])
    folder.chmod(0o711)  # links in it lead the box's user to its mounts, and are not its own
    own = [folder / "home", folder / "tmp"]
    own[1].mkdir()
    for writable in (*own, *(mount.source for mount in mounts if mount.writable)):
        made.callback(Lent(writable, user.number).take_back)
    spec = {
        "uid": user.number,
        "limits": rlimits(box.limits, count_threads=True),
        "views": [
            *machine_views(),
            *mount_views(mounts),
            (str(folder), "read"),
            *((str(path), "write") for path in own),
        ],
        "filter": base64.b64encode(compiled(LOCAL_FAMILY, SHARED_OBJECTS)).decode(),
        "folder": root.place(WORK),
        "environment": {**_temporary(folder / "tmp"), **root.environment(box)},
        "command": list(map(root.place, box.command)),
    }
    return [sys.executable, "-I", "-S", str(Path(enter.__file__)), json.dumps(spec)], user


def _within_reach(mount: Mount, instead: Path, made: ExitStack) -> Mount:
    """The mount, where the box's user can reach it or a file be copied; `instead`, for what is moved when it has ended.

    Raises:
        SandboxUnavailable: neither can be.
    """
    stop = barrier(mount.source, itself=not mount.writable)
    if stop is None or (mount.source.is_file() and not mount.writable):
        return mount
    if not mount.writable or mount.target == str(mount.source.absolute()) or any(mount.source.iterdir()):
        raise unreachable(mount.source, stop)
    instead.mkdir()
    made.callback(move_into, mount.source, instead)
    return replace(mount, source=instead)


def _temporary(folder: Path) -> Mapping[str, str]:
    return dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))


@cache
def _prove_once() -> None:
    prove(Unprivileged(), _refused)


def _refused(said: str) -> SandboxUnavailable:
    return SandboxUnavailable(
        text("No box without namespaces can be made on this machine: {said}.", said=said.rstrip(".")), alternative()
    )


def _not_root() -> SandboxUnavailable:
    return SandboxUnavailable(
        text("A box without namespaces has a user of its own, and only root can change users."),
        text("Run the grader as root, as Gradescope does. {alternative}", alternative=alternative()),
    )


def _no_landlock() -> SandboxUnavailable:
    return SandboxUnavailable(
        text("The kernel here has no Landlock, which keeps a box without namespaces from reading files."),
        _landlock_remedy(),
    )


def _landlock_remedy() -> Text:
    return text(
        "Linux 5.13 or newer is needed, with `landlock` in its setting `lsm`. {alternative}", alternative=alternative()
    )
