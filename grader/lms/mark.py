"""What a class got: one mark for each graded submission below a folder of results."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from grader.errors import MissingPath
from grader.i18n import Lang, Text, render, text
from grader.outcome import Status
from grader.report.verdict import verdict
from grader.result import Result, read_result

__all__ = ["Mark", "comment", "read_marks"]

_RESULT: Final = "result.json"


@dataclass(frozen=True)
class Mark:
    """A student's mark for one assignment.

    Attributes:
        student: who handed it in, as far as the submission's place told; else the name of its folder.
        folder: where its result and reports are.
        score: points out of `result.max_score`; None after a fault of the grader. A manual override replaces it.
        reason: of that override.
    """

    student: str
    folder: Path
    result: Result
    score: float | None
    reason: str | None = None

    @property
    def share(self) -> float | None:
        """The score as a share of the maximum, 0..1; None without a score."""
        if self.score is None:
            return None
        return self.score / self.result.max_score if self.result.max_score else 0.0


def read_marks(grades: Path, overrides: Mapping[tuple[str, str], tuple[float, str]] | None = None) -> list[Mark]:
    """The marks of every result below `grades`, by student.

    What lies below a result is left alone: student code wrote there.

    Args:
        grades: a folder of results as `grade -o` leaves them, or one submission's own folder.
        overrides: manual scores with their reasons, by student and assignment.

    Raises:
        MissingPath: there is no result below it.
        UnreadableGrades: a result.json is damaged; it is named.
    """
    marks = [_mark(folder, overrides or {}) for folder in _folders(grades)]
    if not marks:
        raise MissingPath(
            text("There is no result.json below {path}.", path=str(grades)),
            text("Name the folder that `grade` wrote to with -o."),
        )
    return sorted(marks, key=lambda mark: (mark.student.casefold(), mark.result.assignment, str(mark.folder)))


def comment(mark: Mark, lang: Lang) -> str:
    """The mark in one or two sentences, for a platform's field of comments."""
    if mark.reason is not None:
        return render(text("Set by hand: {reason}", reason=mark.reason), lang)
    said = verdict(mark.result)
    parts: list[Text] = [said.word] if said.reason is None else [said.word, said.reason]
    line = ": ".join(render(part, lang) for part in parts)
    return line if line.endswith(".") else f"{line}."


def _folders(folder: Path) -> Iterator[Path]:
    if (folder / _RESULT).is_file():
        yield folder
    elif folder.is_dir():
        for below in sorted(folder.iterdir()):
            if below.is_dir() and not below.is_symlink() and not below.name.startswith("."):
                yield from _folders(below)


def _mark(folder: Path, overrides: Mapping[tuple[str, str], tuple[float, str]]) -> Mark:
    result = read_result(folder / _RESULT)
    student = result.submission.student or folder.name
    score, reason = overrides.get((student, result.assignment), (result.score, None))
    return Mark(
        student, folder, result, None if result.status is Status.GRADER_ERROR and reason is None else score, reason
    )
