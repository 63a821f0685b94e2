"""Which assignment a notebook answers."""

from grader.assignment import Assignment, available, find_assignment
from grader.criteria import kinds
from grader.errors import UnknownAssignment
from grader.i18n import text
from grader.intake import Notebook

__all__ = ["choose_assignment"]

#: So many of an assignment's keywords tell it from a notebook about something else.
_ENOUGH = 3
#: So many more words than any other: lessons on the same subject share some.
_CLEAR = 2


def choose_assignment(file: str, notebook: Notebook | None, asked: str | None) -> Assignment:
    """What was asked for, else what the notebook's metadata names, else what its content speaks of.

    Args:
        file: the notebook's name, to be shown.
        notebook: None where it could not be read.

    Raises:
        UnknownAssignment: no such assignment, or it stays unclear; the message lists the candidates.
        InvalidAssignment: its file has a mistake.
    """
    name = asked or (notebook.assignment_hint if notebook else None)
    if name:
        return find_assignment(name, kinds=kinds())
    candidates = [find_assignment(name, kinds=kinds()) for name in available()]
    source = "\n".join(cell.source for cell in notebook.cells).lower() if notebook else ""
    counts = {a.name: sum(word in source for word in a.keywords) for a in candidates}
    most = max(counts.values(), default=0)
    told = [a for a in candidates if counts[a.name] >= max(_ENOUGH, most - _CLEAR + 1)]
    if len(told) == 1:
        return told[0]
    raise UnknownAssignment(
        text("It is not clear which assignment {file} answers.", file=file),
        text("Name it with -a; there are: {names}.", names=", ".join(a.name for a in told or candidates)),
    )
