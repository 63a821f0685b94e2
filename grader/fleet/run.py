"""Grades many submissions, some at a time, each in a process of its own."""

from collections.abc import Generator, Sequence
from multiprocessing.connection import wait

from grader.errors import GraderFault
from grader.fleet.job import Event, Finished, Job, Started
from grader.fleet.worker import Worker
from grader.grading.options import Options
from grader.i18n import Text, text

__all__ = ["run_jobs"]


def run_jobs(jobs: Sequence[Job], options: Options, *, workers: int) -> Generator[Event, None, None]:
    """Grade all jobs and tell what happens; each comes to a `Finished`, also where its process died.

    Leaving the loop early, or Ctrl-C, ends what still runs, boxes included.

    Args:
        workers: how many run at a time, at least 1.
    """
    pending = list(reversed(jobs))
    crew: list[Worker] = []
    try:
        while pending or any(worker.job for worker in crew):
            idle = [worker for worker in crew if worker.job is None]
            while pending and (idle or len(crew) < workers):
                if not idle:
                    idle.append(Worker())
                    crew.append(idle[0])
                job = pending.pop()
                idle.pop().give(job, options)
                yield Started(job)
            for worker in _with_news(crew):
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


def _with_news(crew: Sequence[Worker]) -> list[Worker]:
    ready = wait([worker.pipe for worker in crew])
    return [worker for worker in crew if worker.pipe in ready]


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
