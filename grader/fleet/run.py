"""Grades many submissions, some at a time, each in a process of its own."""

import os
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from multiprocessing.connection import wait
from typing import Final

from grader.errors import GraderFault
from grader.fleet.job import Event, Finished, Job, Started
from grader.fleet.worker import Worker
from grader.grading.options import Options
from grader.i18n import Text, text
from grader.sandbox.bubblewrap import Bubblewrap
from grader.sandbox.warm import PROGRAMS, ForkServer

__all__ = ["run_jobs"]

#: In the environment: every box starts cold, to look for differences.
_COLD: Final = "GRADER_COLD"


def run_jobs(jobs: Sequence[Job], options: Options, *, workers: int) -> Generator[Event, None, None]:
    """Grade all jobs and tell what happens; each comes to a `Finished`, also where its process died.

    Leaving the loop early, or Ctrl-C, ends what still runs, boxes included.

    Args:
        workers: how many run at a time, at least 1.
    """
    with _fork_servers(options, len(jobs), threads := _threads(min(workers, len(jobs)))) as servers:
        warm = {program: server.address for program, server in servers.items()}
        yield from _run(jobs, replace(options, warm=warm), workers, threads, list(servers.values()))


def _run(
    jobs: Sequence[Job], options: Options, workers: int, threads: int | None, servers: list[ForkServer]
) -> Generator[Event, None, None]:
    pending = list(reversed(jobs))
    crew: list[Worker] = []
    try:
        while pending or any(worker.job for worker in crew):
            idle = [worker for worker in crew if worker.job is None]
            while pending and (idle or len(crew) < workers):
                if not idle:
                    idle.append(Worker(threads))
                    crew.append(idle[0])
                job = pending.pop()
                idle.pop().give(job, options)
                yield Started(job)
            for worker in _with_news(crew, servers):
                news = worker.news()
                if news is not None:
                    yield news
                    continue
                crew.remove(worker)
                if worker.job is not None:
                    yield _lost(worker.job, worker.exit_code, options)
    finally:
        for worker in crew:
            worker.interrupt()
        for worker in crew:
            worker.wait()


def _with_news(crew: Sequence[Worker], servers: list[ForkServer]) -> list[Worker]:
    """Wait for news; a fork server is started, and taken out of `servers`, when a worker first asks for it."""
    ready = wait([*(worker.pipe for worker in crew), *map(ForkServer.fileno, servers)])
    for server in [server for server in servers if server.fileno() in ready]:
        server.start()
        servers.remove(server)
    return [worker for worker in crew if worker.pipe in ready]


def _threads(workers: int) -> int | None:
    """The share of each box that runs side by side with others; None where it may have all cores."""
    return max(1, len(os.sched_getaffinity(0)) // workers) if workers > 1 else None


@contextmanager
def _fork_servers(options: Options, jobs: int, threads: int | None) -> Iterator[Mapping[str, ForkServer]]:
    """Those that pay: the kernel's serves one box for each submission, that of inference at least two."""
    wanted: Sequence[str] = PROGRAMS if jobs > 1 else PROGRAMS[1:]
    if os.environ.get(_COLD) or options.isolation not in ("auto", Bubblewrap.profile):
        wanted = ()
    with ExitStack() as stack:
        servers: dict[str, ForkServer] = {}
        with suppress(OSError):  # no room for a socket: then it is a cold start
            for program in wanted:
                servers[program] = stack.enter_context(ForkServer(program, threads))
        yield servers


def _lost(job: Job, exit_code: int | None, options: Options) -> Finished:
    from grader.grading.submission import failed

    error = GraderFault(_how(exit_code), text("The same command grades it again."))
    return Finished(job, failed(job.submission, None, job.folder, error, options))


def _how(exit_code: int | None) -> Text:
    if exit_code is not None and exit_code < 0:
        return text(
            "The process that graded it was ended by signal {signal}, perhaps for want of memory.", signal=-exit_code
        )
    return text("The process that graded it ended without a result (exit code {code}).", code=exit_code or 0)
