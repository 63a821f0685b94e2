"""What is to be graded, and by what."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from grader.assignment import Assignment, assignment_folder
from grader.assignment.references import References, read_references
from grader.errors import StudentFault, UnsupportedNotebook
from grader.exchange.plain import plain
from grader.grading.choose import choose_assignment
from grader.grading.options import Options
from grader.grading.remembered import Memory
from grader.i18n import Text, text
from grader.intake import Notebook, foreign_framework, read_notebook
from grader.result import Submission
from grader.submissions import Submission as HandedIn

__all__ = ["Asked"]


@dataclass(frozen=True)
class Asked:
    """A notebook with the assignment it answers.

    Attributes:
        notebook: None where it cannot be read.
        fault: what keeps the notebook from being graded, if anything does.
        notes: on how it was chosen among what was handed in.
    """

    notebook: Notebook | None
    fault: StudentFault | None
    submission: Submission
    assignment: Assignment
    references: References
    notes: Sequence[Text]

    @classmethod
    def of(cls, path: Path, asked: str | None, handed_in: HandedIn | None) -> Self:
        """Read a notebook, and tell its assignment if none is asked for.

        Raises:
            UsageError: no such assignment, or a mistake in it.
            StudentFault: the notebook cannot be read, and so does not tell which assignment it answers.
        """
        notebook, fault = _read(path)
        submission = _submission(path, notebook, handed_in)
        if notebook is None and fault is not None and asked is None:
            raise fault
        assignment = choose_assignment(submission.file, notebook, asked)
        references = read_references(assignment_folder(asked or assignment.name))
        return cls(notebook, fault, submission, assignment, references, handed_in.notes if handed_in else ())

    def memory(self, folder: Path, options: Options) -> Memory:
        """What is remembered of it in `folder`."""
        return Memory(folder, self.submission, self.assignment, self.references, options)


def _read(path: Path) -> tuple[Notebook | None, StudentFault | None]:
    try:
        notebook = read_notebook(path)
    except StudentFault as error:
        return None, error
    foreign = foreign_framework(notebook)
    if foreign is None:
        return notebook, None
    return notebook, UnsupportedNotebook(
        text(
            "This notebook uses {framework}, which is not supported: models are taken out of Keras.", framework=foreign
        ),
        text("Hand in the homework with tensorflow.keras, as in the lesson."),
    )


def _submission(path: Path, notebook: Notebook | None, handed_in: HandedIn | None) -> Submission:
    return Submission(
        file=handed_in.file if handed_in else plain(path.name),
        sha256=notebook.sha256 if notebook else _sha256(path),
        student=handed_in.student if handed_in else None,
        student_id=handed_in.id if handed_in else None,
        late=handed_in is not None and handed_in.late,
    )


def _sha256(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
