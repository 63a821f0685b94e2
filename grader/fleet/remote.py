"""What runs on a worker of a cluster: one submission graded in a folder of its own, and sent back as bytes."""

import hashlib
import os
import tempfile
import threading
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Self

from grader.errors import UsageError
from grader.fleet.job import Job
from grader.grading.options import Options, Progress
from grader.grading.submission import failed, grade_submission
from grader.i18n import Text, render
from grader.outcome import Status
from grader.submissions import Submission

__all__ = ["TOPIC", "Graded", "GraderFailed", "Payload", "grade_payload"]

#: Under which workers say what they are doing.
TOPIC: Final = "grader"

_one_at_a_time: Final = threading.Lock()  # drawing is not safe in several threads of one worker


@dataclass(frozen=True)
class Payload:
    """A job without the machine it comes from.

    Attributes:
        assignment: its name; or the text of its assignment.yaml, where it was given as a file or folder.
        key: the same for the same work.
    """

    submission: Submission
    notebook: bytes
    assignment: str | bytes | None
    options: Options
    key: str

    @classmethod
    def of(cls, job: Job, options: Options) -> Self:
        """Of a job whose notebook is here."""
        assert job.submission.path is not None
        notebook = job.submission.path.read_bytes()
        assignment = _assignment(job.asked)
        told = (job.name, job.submission.student, job.submission.id, assignment, replace(options, out=Path()))
        key = hashlib.sha256(repr(told).encode() + notebook).hexdigest()
        return cls(replace(job.submission, path=None), notebook, assignment, options, key)


@dataclass(frozen=True)
class Graded:
    """What grading left behind: files by their path below the submission's folder.

    Attributes:
        usage: whether it could not be graded as it was asked for.
    """

    files: dict[str, bytes]
    usage: bool = False


class GraderFailed(Exception):
    """The grader failed; Dask tries again, perhaps on another machine."""

    def __init__(self, graded: Graded) -> None:
        super().__init__(graded)
        self.graded = graded


def grade_payload(payload: Payload) -> Graded:
    """Grade it, in this process.

    Raises:
        GraderFailed: the result is a fault of the grader's.
    """
    with _one_at_a_time, tempfile.TemporaryDirectory(prefix="grader-") as name:
        folder, asked = Path(name) / "out" / payload.submission.name, _asked(payload.assignment, Path(name))
        notebook = Path(name) / payload.submission.file
        notebook.write_bytes(payload.notebook)
        submission = replace(payload.submission, path=notebook)
        options = replace(payload.options, out=Path(name) / "out", progress=_teller(payload))
        try:
            result = grade_submission(submission, asked, folder, options)
            graded = Graded(_files(folder))
        except UsageError as error:
            result = failed(submission, None, folder, error, options)
            return Graded(_files(folder), usage=True)
        if result.status is Status.GRADER_ERROR:
            raise GraderFailed(graded)
        return graded


def _assignment(asked: str | None) -> str | bytes | None:
    if asked is None or not Path(asked).exists():
        return asked
    path = Path(asked)
    return (path / "assignment.yaml" if path.is_dir() else path).read_bytes()


def _asked(assignment: str | bytes | None, folder: Path) -> str | None:
    if not isinstance(assignment, bytes):
        return assignment
    file = folder / "rubric" / "assignment.yaml"
    file.parent.mkdir()
    file.write_bytes(assignment)
    return str(file)


def _teller(payload: Payload) -> Progress:
    """Says on the cluster what is being done, for whoever waits there."""
    from distributed import get_worker

    worker = get_worker()

    def tell(stage: Text) -> None:
        worker.log_event(TOPIC, {"job": payload.submission.name, "stage": render(stage, payload.options.lang)})

    return tell


def _files(folder: Path) -> dict[str, bytes]:
    """All files below `folder`; evidence may be a link to where it is kept."""
    return {
        str((Path(place) / name).relative_to(folder)): (Path(place) / name).read_bytes()
        for place, _, names in os.walk(folder, followlinks=True)
        for name in names
        if (Path(place) / name).is_file()
    }
