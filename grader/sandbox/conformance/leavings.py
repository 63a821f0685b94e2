"""What is left of a box when it has ended: nothing."""

import json
import multiprocessing
import secrets
import stat
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from grader.sandbox.conformance.boxes import Examined, examined, provided
from grader.sandbox.conformance.inside.leave import ORPHANS, left
from grader.sandbox.conformance.traces import control_groups, orphans, remove, take_away
from grader.sandbox.protocol import Limits, Sandbox

__all__ = ["remains"]

_LIMITS: Final = Limits(wall=30.0)
_PATIENCE: Final = 10.0  # seconds that starting and ending may take on a busy machine
_AFTERWARDS: Final = 3.0  # seconds after its grader's death in which a box has to be gone
_POLL: Final = 0.01
_OF_ITS_OWNER: Final = stat.S_ISUID | stat.S_ISGID


def remains(sandbox: Sandbox) -> Iterator[tuple[str, str]]:
    """For each promise its name, and what was left; nothing where it was kept.

    Raises:
        SandboxUnavailable: a box could not be made.
    """
    yield from _of_a_killed_box(sandbox)
    yield "leavings.ended", _of_a_program_that_ends(sandbox)
    yield "leavings.deserted", _of_a_grader_that_is_killed(sandbox)


def _of_a_killed_box(sandbox: Sandbox) -> Iterator[tuple[str, str]]:
    with _marked() as mark:
        with _leaving(sandbox, mark) as (box, given):
            groups = control_groups(orphans(mark))
            box.watchdog.kill()
            survivors = set(orphans(mark).values())
            programs = [path.name for path in _made(given).iterdir() if path.lstat().st_mode & _OF_ITS_OWNER]
        for kind in ORPHANS:
            yield f"leavings.{kind}", f"{kind} lives" if kind in survivors else ""
        found = left(mark)
        yield "leavings.files", ", ".join(name for name in found if name.startswith("/"))
        yield "leavings.programs", ", ".join(sorted(programs))
        yield "leavings.shared_memory", ", ".join(name for name in found if name == "shared memory")
        yield "leavings.control_group", ", ".join(str(folder) for folder in groups if folder.exists())
        yield "leavings.next_box", ", ".join(_seen_by_the_next(sandbox, mark))


def _of_a_program_that_ends(sandbox: Sandbox) -> str:
    with _marked() as mark:
        with _leaving(sandbox, mark) as (box, given):
            (given / "end").touch()
            _until(lambda: not box.watchdog.alive)
        return _lives(mark)


def _of_a_grader_that_is_killed(sandbox: Sandbox) -> str:
    with _marked() as mark:
        grader = multiprocessing.get_context("fork").Process(target=_hold, args=(sandbox, mark))
        grader.start()
        _until(lambda: _all_there(mark) or not grader.is_alive())
        groups = control_groups(orphans(mark))
        grader.kill()
        grader.join()
        _until(lambda: not orphans(mark), _AFTERWARDS)
        lives = _lives(mark)
    remove(groups)  # the dead cannot
    return lives


def _hold(sandbox: Sandbox, mark: str) -> None:
    with _leaving(sandbox, mark):
        time.sleep(_LIMITS.wall)


def _seen_by_the_next(sandbox: Sandbox, mark: str) -> list[str]:
    with _box(sandbox, {"MARK": mark, "LOOK": "yes"}) as (box, _):
        found: list[str] = json.loads(box.first_line())
        return found


@contextmanager
def _leaving(sandbox: Sandbox, mark: str) -> Iterator[tuple[Examined, Path]]:
    """A box whose program has left all it could, and whose processes have been seen from here."""
    with _box(sandbox, {"MARK": mark}) as (box, given):
        box.first_line()
        _until(lambda: _all_there(mark))
        assert _all_there(mark), "an orphan that never lived proves nothing"
        yield box, given


@contextmanager
def _box(sandbox: Sandbox, variables: Mapping[str, str]) -> Iterator[tuple[Examined, Path]]:
    with ExitStack() as stack:
        given = stack.enter_context(provided())
        _made(given).mkdir()
        box = examined(sandbox, "leave", given, _made(given), _LIMITS, variables)
        yield stack.enter_context(box), given


def _made(given: Path) -> Path:
    """The box's output, beside its input."""
    return given.parent / "output"


@contextmanager
def _marked() -> Iterator[str]:
    mark = secrets.token_hex(3)
    try:
        yield mark
    finally:
        take_away(mark)


def _all_there(mark: str) -> bool:
    return set(orphans(mark).values()) == ORPHANS.keys()


def _lives(mark: str) -> str:
    return ", ".join(f"{kind} lives" for kind in orphans(mark).values())


def _until(condition: Callable[[], bool], patience: float = _PATIENCE) -> None:
    end = time.monotonic() + patience
    while not condition() and time.monotonic() < end:
        time.sleep(_POLL)
