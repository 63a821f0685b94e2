"""Whether a user who owns nothing can get to a path."""

import stat
from collections.abc import Iterator
from pathlib import Path

from grader.errors import SandboxUnavailable
from grader.i18n import text

__all__ = ["barrier", "require", "unreachable"]


def barrier(path: Path, *, itself: bool = True) -> Path | None:
    """What keeps others from reading `path`: a folder on the way to it, or itself; None where nothing does.

    Args:
        path: to get to; each symbolic link on the way counts.
        itself: also ask whether it can be read, not only found.
    """
    for way in (path.absolute(), path.resolve()):
        for folder in reversed(way.parents):
            if not _allows(folder, stat.S_IXOTH):
                return folder
    needed = stat.S_IROTH | (stat.S_IXOTH if path.is_dir() else 0)
    return path if itself and not _allows(path, needed) else None


def require(paths: Iterator[Path]) -> None:
    """Nothing where others can read all of `paths`.

    Raises:
        SandboxUnavailable: names the first that they cannot.
    """
    for path in paths:
        stop = barrier(path)
        if stop is not None:
            raise unreachable(path, stop)


def unreachable(path: Path, stop: Path) -> SandboxUnavailable:
    """The error for a path that a box needs and its user cannot get to, because of `stop`."""
    return SandboxUnavailable(
        text("The user of a box cannot reach {path}: {folder} is closed to others.", path=str(path), folder=str(stop)),
        text(
            "Open it (`chmod {mode} {folder}`), or move what is in it where others may go, such as /opt.",
            mode="o+rx" if stop == path else "o+x",
            folder=str(stop),
        ),
    )


def _allows(path: Path, needed: int) -> bool:
    return path.stat().st_mode & needed == needed
