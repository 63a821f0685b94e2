"""One at a time in a folder of runs."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from grader.errors import OutputInUse
from grader.i18n import text

__all__ = ["locked"]

_FILE: Final = ".grader-lock"


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """Hold `out` for this process; the kernel lets go of it when the process ends, however it does.

    Raises:
        OutputInUse: another one holds it.
    """
    out.mkdir(parents=True, exist_ok=True)
    with (out / _FILE).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise OutputInUse(
                text("Another run is at work in the folder {path}.", path=str(out)),
                text("Wait for its end, or choose another folder with -o."),
            ) from error
        yield
