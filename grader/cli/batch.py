"""One student's work or a whole class: graded, told, and written down, whatever happens to any of them."""

from collections import Counter
from collections.abc import Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from grader.assignment import Assignment, find_assignment
from grader.cli.live import view
from grader.criteria import kinds
from grader.errors import GraderFault, StudentFault
from grader.fleet import Event, Finished, Job, Started, run_jobs
from grader.grading.options import Options
from grader.i18n import Text, text
from grader.outcome import Status
from grader.result import Result
from grader.submissions import Submission

__all__ = ["Batch", "grade_batch"]


@dataclass
class Batch:
    """What became of each submission, by name.

    Attributes:
        begun: names of those that a process was given.
        refused: names of those that could not be graded as they were asked for.
        interrupted: whether some were not graded, because the person who waited went on to something else.
    """

    results: dict[str, Result] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    interrupted: bool = False


def grade_batch(
    submissions: Sequence[Submission], asked: str | None, options: Options, *, workers: int, cluster: str | None = None
) -> Batch:
    """Grade all; each has a result and a folder with its report in the end, also when interrupted.

    Args:
        workers: how many run at a time on this machine.
        cluster: address or file of a Dask scheduler that runs them instead.

    Raises:
        UsageError: there is no assignment of the name that was asked for, or it has a mistake.
        ClusterUnreachable: no scheduler answers.
    """
    wanted = find_assignment(asked, kinds()) if asked else None
    jobs = [Job(one, asked, options.out / one.name) for one in submissions if one.problem is None]
    batch = Batch()
    try:
        with view(len(jobs), options.lang) as shown, closing(_events(jobs, options, workers, cluster)) as events:
            for event in events:
                if isinstance(event, Started):
                    batch.begun.add(event.job.name)
                if isinstance(event, Finished):
                    batch.results[event.job.name] = event.result
                    batch.refused.update({event.job.name} if event.usage else ())
                shown.tell(event)
    except KeyboardInterrupt:
        batch.interrupted = True
    _complete(batch, submissions, asked, wanted or _usual(batch.results), options)
    batch.results = {one.name: batch.results[one.name] for one in submissions}
    return batch


def _events(jobs: Sequence[Job], options: Options, workers: int, cluster: str | None) -> Generator[Event, None, None]:
    if cluster is None:
        yield from run_jobs(jobs, options, workers=workers)
    else:
        from grader.fleet.cluster import run_on_cluster

        yield from run_on_cluster(jobs, options, cluster)


def _complete(
    batch: Batch, submissions: Sequence[Submission], asked: str | None, assignment: Assignment | None, options: Options
) -> None:
    """A row for everyone: who handed in nothing that can be graded, and who was not reached."""
    from grader.grading.submission import failed, graded_before

    unreached = GraderFault(
        text("Not graded yet: grading was interrupted."), text("The same command goes on where it stopped.")
    )
    for one in submissions:
        folder, result = options.out / one.name, batch.results.get(one.name)
        if one.problem is not None:
            batch.results[one.name] = failed(one, assignment, folder, one.problem, options)
        elif result is None:
            known = None if one.name in batch.begun else graded_before(one, asked, folder, options)
            batch.results[one.name] = known or failed(one, assignment, folder, unreached, options, pages=False)
        elif assignment and not result.assignment and result.status is Status.STUDENT_ERROR:
            fault = StudentFault(Text("{reason}", {"reason": result.message or ""}))
            batch.results[one.name] = failed(one, assignment, folder, fault, options)


def _usual(results: Mapping[str, Result]) -> Assignment | None:
    """The assignment that most of the others answer."""
    names = Counter(result.assignment for result in results.values() if result.assignment)
    return find_assignment(names.most_common(1)[0][0], kinds()) if names else None
