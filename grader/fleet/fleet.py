"""What is to be graded, and what is already."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from grader.assignment import Assignment
from grader.i18n import Lang
from grader.outcome import Status
from grader.result import Result

__all__ = ["Fleet", "Job"]

_KEY: Final = "graded.sha256"


@dataclass(frozen=True)
class Job:
    """A notebook to grade.

    Attributes:
        name: unique among its fleet, and fit for a file.
        notebook: the bytes of its .ipynb file.
    """

    name: str
    notebook: bytes


@dataclass(frozen=True)
class Fleet:
    """Where and how jobs are graded.

    Attributes:
        place: name or folder of `assignment`.
        out: folder in which each job has `<name>.ipynb` and its own folder `<name>/` with result and evidence.
    """

    assignment: Assignment
    place: str
    out: Path
    lang: Lang

    def notebook(self, job: Job) -> Path:
        """The job's notebook; written by `prepare`."""
        return self.out / f"{job.name}.ipynb"

    def folder(self, job: Job) -> Path:
        """What grading leaves behind."""
        return self.out / job.name

    def prepare(self, job: Job) -> None:
        """Put the notebook in its place, and forget what was graded there."""
        self.folder(job).mkdir(parents=True, exist_ok=True)
        self._key_file(job).unlink(missing_ok=True)
        self.notebook(job).write_bytes(job.notebook)

    def finish(self, job: Job) -> Result | None:
        """The job's result; one that is a grade is remembered. None where grading left no result that can be read."""
        result = self._result(job)
        if result is not None and result.status is not Status.GRADER_ERROR:
            self._key_file(job).write_text(self._key(job), encoding="ascii")
        return result

    def graded(self, job: Job) -> Result | None:
        """The result of an earlier run of the same notebook by the same rubric."""
        try:
            same = self._key_file(job).read_text(encoding="ascii") == self._key(job)
        except (OSError, UnicodeDecodeError):
            return None
        return self._result(job) if same else None

    def _result(self, job: Job) -> Result | None:
        try:
            return Result.model_validate_json((self.folder(job) / "result.json").read_bytes())
        except (OSError, ValidationError):
            return None

    def _key_file(self, job: Job) -> Path:
        return self.folder(job) / _KEY

    def _key(self, job: Job) -> str:
        rubric = self.assignment.model_dump_json().encode()
        return hashlib.sha256(hashlib.sha256(rubric).digest() + job.notebook).hexdigest()
