"""What every sandbox profile offers: a command that runs a program in a box."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

__all__ = ["Box", "Launch", "Limits", "Mount", "Sandbox"]


@dataclass(frozen=True)
class Limits:
    """Budgets of one box.

    Attributes:
        wall: seconds for everything; the parent holds this clock.
        cell: seconds for one cell of a notebook; the parent holds this clock too.
        cpu: seconds of processor time of any one process.
        memory: bytes resident, all processes of the box together.
        processes: processes of the box.
        file_size: bytes of any one file.
        folder: bytes in the writable folder that outlives the box.
        output: bytes a notebook may print, all cells together.
    """

    wall: float = 900.0
    cell: float = 600.0
    cpu: float = 3_600.0
    memory: int = 6 * 2**30
    processes: int = 512
    file_size: int = 2**30
    folder: int = 2 * 2**30
    output: int = 20 * 2**20


@dataclass(frozen=True)
class Mount:
    """A path of this machine, seen in the box as `target`; read-only unless `writable`."""

    source: Path
    target: str
    writable: bool = False


@dataclass(frozen=True)
class Box:
    """A program and all it may see.

    Attributes:
        cold: the program has to import everything itself, as what it imports depends on its variables.
    """

    command: Sequence[str]
    mounts: Sequence[Mount]
    limits: Limits
    environment: Mapping[str, str] = field(default_factory=dict)
    cold: bool = False


@dataclass(frozen=True)
class Launch:
    """A box that is ready to be started, once.

    Attributes:
        argv: the command that runs it.
        whole: killing its process kills everything in the box.
        folders: the box's own, on disk, that its limit `folder` counts beside the mounted ones.
        enter: puts the box's program into it once its process runs, given the number of that process and what holds a
            process to the box's limits; gives the number of the program's. None where the process starts it itself.
        sweep: kills what is left of the box when its process has been killed; tells whether anything was.
        clear: takes away what was made for it; to be called when nothing of it runs.
    """

    argv: list[str]
    whole: bool = False
    folders: Sequence[Path] = ()
    enter: Callable[[int, Callable[[int], None]], int | None] | None = None
    sweep: Callable[[], bool] = lambda: False
    clear: Callable[[], None] = lambda: None


class Sandbox(Protocol):
    """A profile: how boxes are made on this machine."""

    @property
    def profile(self) -> str:
        """Name in results: `bubblewrap`, `unprivileged` or `none`."""

    def check(self) -> None:
        """Prove in about two seconds that the walls hold.

        Raises:
            SandboxUnavailable: they do not, or a box cannot be made; the message says why and how to mend it.
        """

    def launch(self, box: Box) -> Launch:
        """Make `box` ready; `grader.sandbox.start` starts it, under watch.

        Raises:
            SandboxUnavailable: it cannot be made.
        """
