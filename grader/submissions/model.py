"""What a class handed in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from grader.errors import GradingError
from grader.i18n import Text

__all__ = ["Collected", "Entry", "Submission"]


@dataclass(frozen=True)
class Submission:
    """One student's work.

    Attributes:
        name: unique among the class, and fit for a folder.
        student: the name it was handed in under, where that is told.
        id: the platform's own number for the student, where there is one.
        path: the notebook to grade; None where there is none, and `problem` says why.
        file: the notebook's own name; or, where there is none, what was handed in instead.
        late: whether the platform marked it so.
        notes: what a reader should know about how it was chosen.
    """

    name: str
    student: str | None
    id: str | None
    path: Path | None
    file: str
    late: bool = False
    notes: Sequence[Text] = ()
    problem: GradingError | None = None


@dataclass(frozen=True)
class Collected:
    """A whole class, and what was passed over on the way."""

    submissions: Sequence[Submission]
    passed_over: Sequence[Text] = ()


@dataclass(frozen=True)
class Entry:
    """A file, or an empty folder, that was handed in.

    Attributes:
        parts: its path below what was given on the command line.
        modified: seconds; only compared among each other.
        fetch: puts the file where it can be read, below a folder of ours if need be, and tells where that is.
        folder: whether it is an empty folder.
    """

    parts: tuple[str, ...]
    modified: float
    fetch: Callable[[Path], Path] = field(compare=False)
    folder: bool = False

    @property
    def is_notebook(self) -> bool:
        """By its name."""
        return not self.folder and self.parts[-1].lower().endswith(".ipynb")
