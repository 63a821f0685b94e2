"""Everything this package raises on purpose, as one tree.

    GradingError                     exit code
    ├── UsageError                       2    the command was called with something that cannot work
    │   ├── MissingPath
    │   ├── UnreadableArchive                 a zip of submissions that is damaged or beyond the limits
    │   ├── UnknownAssignment
    │   ├── InvalidAssignment                 an assignment.yaml with a mistake in it
    │   ├── InvalidReference                  a reference notebook, or a variant of it, with a mistake in it
    │   ├── UnreadableGrades                  a table of grades, or a result, that is not what it should be
    │   ├── GradebookError                    a gradebook that cannot be opened, or does not know what it is asked
    │   ├── OutputNotWritable
    │   └── OutputInUse
    ├── GraderFault                      3    ours or the machine's; never becomes a score
    │   ├── SandboxUnavailable
    │   ├── MissingDataset
    │   ├── ClusterUnreachable
    │   └── InferenceFault
    └── StudentFault                     0    about the submission; becomes a result that says why
        ├── NothingHandedIn
        ├── UnreadableNotebook
        ├── UnsupportedNotebook
        ├── Unrepeatable                      a training that cannot be repeated without the notebook's own Python
        └── BadArtefact                       a file from a box that breaks the rules of the exchange

Each error carries a translatable message and, where there is one, what to do about it.
"""

from typing import ClassVar

from grader.i18n import Text, render

__all__ = [
    "BadArtefact",
    "ClusterUnreachable",
    "GradebookError",
    "GraderFault",
    "GradingError",
    "InferenceFault",
    "InvalidAssignment",
    "InvalidReference",
    "MissingDataset",
    "MissingPath",
    "NothingHandedIn",
    "OutputInUse",
    "OutputNotWritable",
    "SandboxUnavailable",
    "StudentFault",
    "UnknownAssignment",
    "UnreadableArchive",
    "UnreadableGrades",
    "UnreadableNotebook",
    "Unrepeatable",
    "UnsupportedNotebook",
    "UsageError",
]


class GradingError(Exception):
    """Base of all errors of this package.

    Attributes:
        message: what was found and what was expected, in one or two sentences.
        remedy: what the reader can do about it, or None.
    """

    exit_code: ClassVar[int] = 3

    def __init__(self, message: Text, remedy: Text | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return self.explain("en")

    def explain(self, lang: str) -> str:
        """The message, and the remedy on a line of its own, in language `lang`."""
        parts = [self.message] if self.remedy is None else [self.message, self.remedy]
        return "\n".join(render(part, lang) for part in parts)


class UsageError(GradingError):
    """The command line, or a file it names, is wrong."""

    exit_code = 2


class MissingPath(UsageError):
    """A path that does not exist, or a folder that holds no notebook."""


class UnreadableArchive(UsageError):
    """A zip of submissions, or a file in it, that is damaged or beyond the limits."""


class UnknownAssignment(UsageError):
    """No assignment of that name, or none that can be told from the notebook."""


class InvalidAssignment(UsageError):
    """An assignment.yaml that does not follow its schema."""


class InvalidReference(UsageError):
    """A reference notebook, or a variant of it, that cannot be used."""


class UnreadableGrades(UsageError):
    """A platform's table of grades, or a result of ours, that cannot be used."""


class GradebookError(UsageError):
    """A gradebook that cannot be opened, or that does not know what it is asked for."""


class OutputNotWritable(UsageError):
    """The output folder cannot be created or written."""


class OutputInUse(UsageError):
    """Another run is writing into the output folder."""


class GraderFault(GradingError):
    """Something of ours or of this machine failed; the submission has no score."""

    exit_code = 3


class SandboxUnavailable(GraderFault):
    """No box that holds can be made on this machine."""


class MissingDataset(GraderFault):
    """A dataset that grading needs is nowhere to be found."""


class ClusterUnreachable(GraderFault):
    """No scheduler answers, or Dask is not installed."""


class InferenceFault(GraderFault):
    """An inference box failed in a way the submission did not cause."""


class StudentFault(GradingError):
    """Something about the submission; the reason goes into its result."""

    exit_code = 0


class NothingHandedIn(StudentFault):
    """A student without a notebook."""


class UnreadableNotebook(StudentFault):
    """The file is no notebook: not JSON, truncated, too large, too deep."""


class UnsupportedNotebook(StudentFault):
    """A notebook, but not one of TensorFlow/Keras in Python."""


class Unrepeatable(StudentFault):
    """A training that cannot be repeated in a clean box; says why."""


class BadArtefact(StudentFault):
    """A file that came out of a box is not what the exchange allows."""
