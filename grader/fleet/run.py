"""Grades the jobs of a fleet, some at a time."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

from grader.fleet.fleet import Fleet, Job
from grader.i18n import Lang
from grader.result import Result

__all__ = ["grade_all"]


def grade_all(
    jobs: Sequence[Job], fleet: Fleet, *, workers: int, fresh: bool = False
) -> Iterator[tuple[Job, Result | None]]:
    """Each job with its result, as it comes in; None where the process died without one.

    What is already graded comes first. Leaving the loop early, or Ctrl-C, ends what still runs, boxes included.

    Args:
        workers: how many run at a time, at least 1.
        fresh: whether to grade again what is already graded.
    """
    pending = []
    for job in jobs:
        known = None if fresh else fleet.graded(job)
        if known is None:
            pending.append(job)
        else:
            yield job, known
    running: dict[int, tuple[Job, SpawnProcess]] = {}
    try:
        while pending or running:
            while pending and len(running) < workers:
                job = pending.pop(0)
                fleet.prepare(job)
                process = _started(fleet, job)
                running[process.sentinel] = job, process
            ended = set(wait(list(running)))
            for sentinel in [one for one in running if one in ended]:
                job, process = running.pop(sentinel)
                process.join()
                yield job, fleet.finish(job)
    finally:
        _end([process for _, process in running.values()])


def _started(fleet: Fleet, job: Job) -> SpawnProcess:
    process = multiprocessing.get_context("spawn").Process(
        target=_grade, args=(fleet.notebook(job), fleet.place, fleet.folder(job), fleet.lang)
    )
    process.start()
    return process


def _grade(notebook: Path, place: str, folder: Path, lang: Lang) -> None:
    os.setpgid(0, 0)  # Ctrl-C in a terminal reaches the parent alone, which tells us once
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a parent in the background may have it ignored
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        from grader.grading.grade import grade
        from grader.grading.options import Options

        grade(notebook, place, folder, Options(out=folder.parent, lang=lang))
    except KeyboardInterrupt:
        sys.exit(130)


def _end_with_parent() -> None:
    """A parent that was killed could tell nobody."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGINT)


def _end(processes: Sequence[SpawnProcess]) -> None:
    """Interrupt all at once, so that each kills its boxes, and wait for them."""
    for process in processes:
        if process.pid is not None and process.is_alive():
            os.kill(process.pid, signal.SIGINT)
    for process in processes:
        process.join()
