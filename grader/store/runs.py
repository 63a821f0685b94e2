"""A notebook that was run just so before is not run again."""

import itertools
import os
import re
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Final

from grader.errors import BadArtefact
from grader.exchange.json_file import parse_model
from grader.exchange.safe_open import read_bytes
from grader.execution.driver import Progress
from grader.execution.record import RunRecord
from grader.execution.run import EXECUTED, RUN, run_notebook
from grader.execution.setup import Setup
from grader.sandbox.protocol import Limits, Mount, Sandbox
from grader.sandbox.room import has_room
from grader.store.digest import digest
from grader.store.keep import MAX_ENTRY, Keep
from grader.store.surroundings import code, file_hash, packages

__all__ = ["run_or_find"]

#: Rooms of which a run is made.
_ROOMS: Final = ("box", "execution", "sandbox", "store")
#: Files of one run; an honest one leaves a few per cell.
_MOST_FILES: Final = 20_000
_NAME: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")
_BOX: Final = "box"


def run_or_find(
    cells: Sequence[tuple[int, str]],
    *,
    keep: Keep,
    fresh: bool,
    sandbox: Sandbox,
    folder: Path,
    limits: Limits,
    datasets: Sequence[Mount],
    setup: Setup,
    progress: Progress,
) -> tuple[RunRecord, bool]:
    """What `run_notebook` leaves behind and gives back, and whether it was found.

    A run is found by its cells, the data it sees, its limits, the kernel's setup, the sandbox, this program and all
    installed packages. A run that a clock or a limit ended is not kept.

    Args:
        fresh: run, whatever is kept.
        folder: with an empty folder `box`, which is the evidence.
    """
    given = [(mount.target, file_hash(mount.source)) for mount in datasets]
    key = digest("run", cells, given, limits, setup, sandbox.profile, code(*_ROOMS), packages())
    with keep.locked(key):
        found = None if fresh else _restored(keep, key, folder)
        if found is not None:
            return found, True
        record = run_notebook(
            cells,
            sandbox=sandbox,
            evidence=folder / _BOX,
            out=folder,
            limits=limits,
            datasets=datasets,
            setup=setup,
            progress=progress,
        )
        if record.ended_by_itself and has_room(folder):  # else what it left may be cut off
            _kept(keep, key, folder)
        return record, False


def _kept(keep: Keep, key: str, folder: Path) -> None:
    """Whatever the exchange would read; all else that a box left behind is as if it were not there."""
    names = [EXECUTED, RUN, *itertools.islice(_files(folder / _BOX), _MOST_FILES)]
    sizes = [(folder / name).lstat().st_size for name in names]
    if len(names) > _MOST_FILES or sum(sizes) > MAX_ENTRY:
        keep.drop(key)
    else:
        keep.put(key, {name: read_bytes(folder, name, size) for name, size in zip(names, sizes, strict=True)})


def _files(box: Path) -> Iterator[str]:
    for place, folders, files in os.walk(box):
        folders[:] = filter(_NAME.fullmatch, folders)
        here = PurePosixPath(_BOX) / Path(place).relative_to(box).as_posix()
        yield from (str(here / name) for name in files if _NAME.fullmatch(name) and _is_plain(Path(place, name)))


def _is_plain(file: Path) -> bool:
    status = file.lstat()
    return stat.S_ISREG(status.st_mode) and status.st_nlink == 1


def _restored(keep: Keep, key: str, folder: Path) -> RunRecord | None:
    files = keep.get(key)
    if files is None:
        return None
    try:
        record = parse_model(files[RUN], RUN, RunRecord)
    except (BadArtefact, KeyError):
        return None
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return record
