"""Where sockets of the file system can be."""

import os
import tempfile
from typing import Final

__all__ = ["short_folder"]

_LONGEST: Final = 60  # bytes: a socket's path has room for 107


def short_folder() -> str:
    """The folder for temporary files, or /tmp where its path is long."""
    folder = tempfile.gettempdir()
    return folder if len(os.fsencode(folder)) <= _LONGEST else "/tmp"
