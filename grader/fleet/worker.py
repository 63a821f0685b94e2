"""A process that grades one job after another, and what runs in it."""

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from dataclasses import replace
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from typing import Final

from grader.errors import GradingError, UsageError
from grader.fleet.job import Finished, Job, Progress
from grader.grading.options import Options
from grader.i18n import Text
from grader.sandbox.environment import THREADS

__all__ = ["Worker"]

#: One server imports what grading needs, once; workers are forked from it, and share that memory.
_CONTEXT: Final[ForkServerContext] = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["grader.grading.grade"])


class Worker:
    """The parent's end. A worker that died is of no more use.

    Attributes:
        job: what it has in hand.
        pipe: readable when there is news, or when it died.
    """

    def __init__(self, threads: int | None = None) -> None:
        """Start it; its boxes take that many threads each, or as many as there are cores."""
        self.pipe, theirs = _CONTEXT.Pipe()
        self.job: Job | None = None
        environment = {**os.environ, **({THREADS: str(threads)} if threads else {})}
        self._process = _CONTEXT.Process(target=_work, args=(theirs, environment))
        self._process.start()
        theirs.close()

    def give(self, job: Job, options: Options) -> None:
        """Hand over a job; it must have none."""
        self.job = job
        with contextlib.suppress(BrokenPipeError):  # it died idle; `news` will say so
            self.pipe.send((job, options))

    def news(self) -> Progress | Finished | None:
        """What it says next; waits for it. None where it died."""
        try:
            news: Progress | Finished = self.pipe.recv()
        except (EOFError, ConnectionResetError):
            self._process.join()
            return None
        if isinstance(news, Finished):
            self.job = None
        return news

    @property
    def exit_code(self) -> int | None:
        """Of a worker that died; minus the signal where one ended it."""
        return self._process.exitcode

    def interrupt(self) -> None:
        """Ask it to kill its boxes and end. It has to be waited for."""
        if self._process.pid is not None and self._process.is_alive():
            os.kill(self._process.pid, signal.SIGINT)

    def wait(self) -> None:
        """Until it has ended."""
        self._process.join()
        self.pipe.close()


def _work(pipe: Connection, environment: dict[str, str]) -> None:
    os.setpgid(0, 0)  # Ctrl-C in a terminal reaches the parent alone, which tells us once
    os.environ.clear()  # the server's own is that of its start
    os.environ.update(environment)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a parent in the background may have it ignored
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        while True:
            job, options = pipe.recv()
            pipe.send(_graded(pipe, job, options))
    except EOFError:
        return
    except KeyboardInterrupt:
        sys.exit(130)


def _graded(pipe: Connection, job: Job, options: Options) -> Finished:
    from grader.grading.submission import failed, grade_submission

    def progress(stage: Text) -> None:
        pipe.send(Progress(job, stage))

    try:
        options = replace(options, progress=progress)
        return Finished(job, grade_submission(job.submission, job.asked, job.folder, options))
    except GradingError as error:
        result = failed(job.submission, None, job.folder, error, options)
        return Finished(job, result, usage=isinstance(error, UsageError))


def _end_with_parent() -> None:
    """A parent that was killed could tell nobody."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGINT)
