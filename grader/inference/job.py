"""One box with one piece of work: what it is given and what it makes."""

import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from grader.box.protocol import BOX_INPUT, BOX_OUTPUT, READY
from grader.errors import InferenceFault, StudentFault
from grader.i18n import Text, text
from grader.sandbox.protocol import Box, Limits, Mount, Sandbox
from grader.sandbox.room import has_room
from grader.sandbox.start import start

__all__ = ["Job"]

_POLL: Final = 0.05
_KILLED: Final = (-signal.SIGKILL, 128 + signal.SIGKILL)  # the program that makes the box, or what runs in it
_LAST_WORDS: Final = 2_000  # bytes of stderr that an error of ours may quote


class Job:
    """A box that runs one of our programs on a model, from entering the context on.

    Attributes:
        given: the folder the box reads, below `folder`.
        made: the folder the box writes; to be read after `finish` only.
    """

    def __init__(self, program: Sequence[str], folder: Path, sandbox: Sandbox, limits: Limits) -> None:
        """Make its folders.

        Args:
            program: a module and its arguments, such as `("box.infer", "encode")`.
            folder: where to make them.
        """
        self.given, self.made = folder / "input", folder / "output"
        for path in (self.given, self.made):
            path.mkdir(parents=True)
        mounts = [Mount(self.given, BOX_INPUT), Mount(self.made, BOX_OUTPUT, writable=True)]
        self._box = Box(["python", "-m", *program], mounts, limits)
        self._sandbox = sandbox

    def __enter__(self) -> Self:
        # What it says is for our own errors only: it carries no credit and is never shown to students.
        self._stderr = (self.given.parent / "stderr").open("w+b")
        try:
            self._watchdog = start(self._sandbox, self._box, [self.made], stderr=self._stderr).__enter__()
        except BaseException:
            self._stderr.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._watchdog.__exit__(kind, error, trace)
        self._stderr.close()

    def give(self, rows: NDArray[np.float32]) -> None:
        """Hand over the rows it waits for; they appear complete or not at all."""
        part = self.given / "rows.part"
        with part.open("wb") as file:
            np.save(file, rows, allow_pickle=False)
        part.replace(self.given / "rows.npy")

    def finish(self) -> None:
        """Wait until it has done its work, and kill the box.

        Raises:
            StudentFault: the model failed in it, or took more than the box's limits.
            InferenceFault: the box failed before it touched the model, or for want of room or memory on this machine.
        """
        while self._watchdog.alive and self._watchdog.reason is None:
            time.sleep(_POLL)
        self._watchdog.sample()
        code, reason = self._watchdog.process.poll(), self._watchdog.reason
        self._watchdog.kill()
        if code == 0 and reason is None:
            return
        if reason is None and (problem := self._from_outside(code)):
            raise InferenceFault(text("A box was ended from outside: {problem}.", problem=problem))
        if not (self.made / READY).is_file():
            raise InferenceFault(
                text(
                    "A box did not come up ({how}).\n{words}",
                    how=reason or f"exit {code}",
                    words=self._words(),
                ),
                text("Repair the environment with `make setup`."),
            )
        if reason is not None:
            raise StudentFault(text("The trained model took too much {what} when it was run again.", what=reason))
        raise StudentFault(
            text("The trained model could not be run again outside the notebook."),
            text("Models may not call back into Python (tf.py_function) nor read files."),
        )

    def _from_outside(self, code: int | None) -> Text | None:
        """What made the box fail that the model had no part in."""
        if not has_room(self.made):
            return text("the disk for temporary files is full")
        # A graph cannot send signals: past the limits that we hold, there is the kernel out of memory, or a person.
        if code in _KILLED and self._watchdog.cpu < self._box.limits.cpu / 2:
            return text("it was killed")
        return None

    def _words(self) -> str:
        self._stderr.seek(max(0, self._stderr.seek(0, os.SEEK_END) - _LAST_WORDS))
        return self._stderr.read().decode(errors="replace")
