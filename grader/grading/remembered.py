"""A submission that was graded just so before keeps its result."""

import hashlib
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from grader.assignment import Assignment
from grader.assignment.references import References
from grader.datasets import DatasetName, available
from grader.errors import MissingDataset
from grader.grading.options import Options
from grader.result import Result, Submission
from grader.store.digest import digest
from grader.store.surroundings import code, packages

__all__ = ["Memory"]

_FILE: Final = "graded.sha256"


class Memory:
    """A hash of all that one submission's result depends on, and of the result itself, kept beside it."""

    def __init__(
        self,
        folder: Path,
        submission: Submission,
        assignment: Assignment,
        references: References,
        options: Options,
    ) -> None:
        self._folder = folder
        self._fresh = options.fresh
        self._key = digest(
            submission,
            assignment,
            repr(references),
            [_is_there(name) for name in assignment.datasets],
            [options.lang, options.isolation, options.time_limit, options.setup, options.replay],
            [options.seed, options.private == options.seed],
            code(),
            packages(),
        )

    def recall(self) -> Result | None:
        """The result, unless all is to be done anew, or anything it depends on, or it itself, has changed since."""
        if self._fresh:
            return None
        try:
            key, own = (self._folder / _FILE).read_text(encoding="ascii").split()
            content = (self._folder / "result.json").read_bytes()
            if key != self._key or hashlib.sha256(content).hexdigest() != own:
                return None
            return Result.model_validate_json(content) if (self._folder / "report.html").exists() else None
        except (OSError, ValueError, ValidationError):
            return None

    def forget(self) -> None:
        """Grading begins anew."""
        (self._folder / _FILE).unlink(missing_ok=True)

    def keep(self) -> None:
        """Remember the result that lies in the folder."""
        own = hashlib.sha256((self._folder / "result.json").read_bytes()).hexdigest()
        (self._folder / _FILE).write_text(f"{self._key} {own}\n", encoding="ascii")


def _is_there(dataset: DatasetName) -> bool:
    try:
        return available(dataset)
    except MissingDataset:  # damaged; whoever loads it will say so
        return False
