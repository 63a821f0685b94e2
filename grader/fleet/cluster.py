"""The same jobs on a Dask cluster: its workers grade, and send back what grading leaves behind.

Workers need this grader and its data, and one thread each. No folder is shared with them. What is sent back is written
where a local run would have left it, so that a class can be begun here and finished there, or the other way round.
"""

import queue
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final, TypeAlias

from grader.errors import ClusterUnreachable, GraderFault
from grader.fleet.job import Event, Finished, Job, Progress, Started
from grader.fleet.remote import TOPIC, Graded, GraderFailed, Payload, grade_payload
from grader.grading.options import Options
from grader.grading.submission import failed, graded_before
from grader.i18n import Text, text
from grader.result import Result

if TYPE_CHECKING:
    from distributed import Client, Future

__all__ = ["run_on_cluster"]

#: A grader fault may be the machine's; the student's faults are results, and are not tried again.
_RETRIES: Final = 1
_SECONDS: Final = 10.0

_News: TypeAlias = "tuple[Job, str | Future]"


def run_on_cluster(jobs: Sequence[Job], options: Options, address: str) -> Iterator[Event]:
    """Grade all jobs there and tell what happens; each comes to a `Finished`, also where its worker was lost.

    Work of a lost worker is done again by another. Leaving the loop early takes back what was not begun.

    Args:
        address: of the scheduler, such as `tcp://scheduler:8786`; or a scheduler file.

    Raises:
        ClusterUnreachable: nobody answers there, or Dask is not installed.
    """
    with _client(address) as client:
        news: queue.Queue[_News] = queue.Queue()
        waiting = {}
        for job in jobs:
            known = graded_before(job.submission, job.asked, job.folder, options)
            if known is not None:
                yield Finished(job, known)
            else:
                waiting[job.name] = job
        client.subscribe_topic(TOPIC, lambda event: _told(event, waiting, news))
        futures = [_submit(client, job, options, news) for job in waiting.values()]
        try:
            yield from _events(news, len(waiting), options)
        finally:
            client.cancel(futures)


def _client(address: str) -> "Client":
    try:
        from distributed import Client

        place = {"scheduler_file": address} if Path(address).is_file() else {"address": address}
        return Client(**place, timeout=_SECONDS, set_as_default=False)
    except ImportError as error:
        raise ClusterUnreachable(
            text("Dask, which runs gradings on a cluster, is not installed."),
            text("Install it: pip install 'grader[cluster]'."),
        ) from error
    except (OSError, ValueError, TimeoutError) as error:
        raise ClusterUnreachable(
            text("No scheduler answers at {address}: {reason}.", address=address, reason=str(error).rstrip(".")),
            text("Start one with `dask scheduler`, and give its address or its scheduler file."),
        ) from error


def _submit(client: "Client", job: Job, options: Options, news: "queue.Queue[_News]") -> "Future":
    payload = Payload.of(job, options)
    future = client.submit(grade_payload, payload, key=f"grade-{payload.key}", retries=_RETRIES, pure=False)
    future.add_done_callback(lambda done: news.put((job, done)))
    return future


def _told(event: tuple[float, dict[str, str]], jobs: dict[str, Job], news: "queue.Queue[_News]") -> None:
    _, message = event
    if message["job"] in jobs:
        news.put((jobs[message["job"]], message["stage"]))


def _events(news: "queue.Queue[_News]", count: int, options: Options) -> Iterator[Event]:
    begun: set[str] = set()
    while count:
        job, said = news.get()
        if job.name not in begun:
            begun.add(job.name)
            yield Started(job)
        if isinstance(said, str):
            yield Progress(job, Text("{stage}", {"stage": said}))
        elif not said.cancelled():
            count -= 1
            yield _finished(job, said, options)


def _finished(job: Job, future: "Future", options: Options) -> Finished:
    try:
        graded: Graded = future.result()
    except GraderFailed as error:
        graded = error.graded
    except Exception as error:  # whatever ended the task: the worker was lost too often, or it cannot run ours at all
        fault = GraderFault(
            text("The cluster did not grade it: {reason}.", reason=_first_line(error)),
            text("The same command grades it again."),
        )
        return Finished(job, failed(job.submission, None, job.folder, fault, options))
    _unpack(graded, job.folder)
    return Finished(job, Result.model_validate_json(graded.files["result.json"]), usage=graded.usage)


def _unpack(graded: Graded, folder: Path) -> None:
    """Put the files in their place, complete or not at all."""
    part = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    for name, content in graded.files.items():
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            raise GraderFault(text("A worker sent back a file with the path {path}.", path=name))
        (part / name).parent.mkdir(parents=True, exist_ok=True)
        (part / name).write_bytes(content)
    shutil.rmtree(folder, ignore_errors=True)
    part.replace(folder)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")
