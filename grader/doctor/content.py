"""What grading is about: data and assignments."""

from grader.assignment import available as available_assignments
from grader.assignment import find_assignment
from grader.datasets import DatasetName, available, load
from grader.doctor.model import Finding
from grader.errors import MissingDataset, UnknownAssignment
from grader.i18n import Text, text

__all__ = ["assignments", "dataset"]


def dataset(name: DatasetName) -> Finding:
    """Whether a dataset is here, as published.

    Raises:
        MissingDataset: it is not, and nothing stands in for it.
    """
    try:
        found = load(name)
    except MissingDataset as error:
        if name == "mnist" and not available(name):
            why = text("{why} Its stand-in is used, which is easier.", why=error.message)
            return Finding("poor", why, error.remedy)
        raise
    if name == "digits":
        return Finding("good", text("made from the digits of scikit-learn"))
    return Finding("good", text("as published: {place}", place=str(found.source)))


def assignments() -> Finding:
    """Whether every assignment can be read.

    Raises:
        InvalidAssignment: one has mistakes.
        UnknownAssignment: there is none.
    """
    from grader.criteria import kinds  # here, as kinds of other packages may fail to import

    names = available_assignments()
    if not names:
        raise UnknownAssignment(
            text("No assignment is installed."),
            text("Set {variable} to their folder.", variable="GRADER_ASSIGNMENTS_DIR"),
        )
    for name in names:
        find_assignment(name, kinds())
    return Finding("good", Text("{names}", {"names": ", ".join(names)}))
