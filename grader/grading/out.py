"""Where results go."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from grader.errors import GraderFault, OutputNotWritable
from grader.i18n import text
from grader.result import Result
from grader.sandbox.room import has_room

__all__ = ["RESULT", "need_room", "prepare", "write_result", "writing_to"]


def prepare(out: Path) -> None:
    """Make sure `out` is a folder we can write, before anything is run.

    Raises:
        OutputNotWritable: it is not.
    """
    probe = out / ".grader-probe"
    with writing_to(out):
        out.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()


#: The grade, in a submission's folder.
RESULT: Final = "result.json"


@contextmanager
def writing_to(folder: Path) -> Iterator[None]:
    """What goes wrong in writing below `folder`, translated.

    Raises:
        OutputNotWritable: it cannot be written.
    """
    try:
        yield
    except OSError as error:
        raise OutputNotWritable(
            text(
                "The output folder {path} cannot be written: {reason}.",
                path=str(folder),
                reason=error.strerror or str(error),
            ),
            text("Choose another with -o."),
        ) from error


def need_room(folder: Path) -> None:
    """Make sure that what a box writes below `folder` can be kept.

    Raises:
        GraderFault: the disk is full.
    """
    if not has_room(folder):
        raise GraderFault(
            text("The disk of {path} is full, so nothing can be recorded there.", path=str(folder)),
            text("Make room on the disk, and grade again."),
        )


def write_result(result: Result, folder: Path) -> None:
    """Write `result.json` complete or not at all: what lay there before stays where this one cannot be written.

    Raises:
        OSError: it cannot, as on a full disk.
    """
    part = folder / f"{RESULT}.part"
    try:
        with part.open("w", encoding="utf-8") as file:
            file.write(result.to_json() + "\n")
            file.flush()
            os.fsync(file.fileno())  # or a power cut could leave the new name with nothing behind it
        part.replace(folder / RESULT)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
