"""What speaks for a model as the answer to a task, and what against it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from grader.assignment import CriterionSpec, Sought, Task
from grader.i18n import Text, text
from grader.intake import Notebook
from grader.matching.candidate import Candidate
from grader.matching.headings import is_for_comparison, speaks
from grader.matching.traits import CONTESTED, EXCLUSIVE, TRAITS, only_class, wanted

__all__ = ["Headings", "Reason", "Seeker", "reasons", "told"]

#: A code of exactly the width that is asked for; alone it is too little to answer a task.
_SIZE = 0.75
#: Less than any heading, and more than what tells equals apart.
_COMPARED = 1.0
#: A detector of another class than the one that is asked for.
_OTHER_CLASS = 1.0


@dataclass(frozen=True)
class Reason:
    """One observation.

    Attributes:
        weight: how much it speaks for the task; below zero, against it.
        told: whether the notebook says so itself, by a tag, a name, a heading or what it uses the model for.
    """

    weight: float
    text: Text
    told: bool = False


@dataclass(frozen=True)
class Seeker:
    """One model that is looked for: a task's own, or a rival of it. `key`: the task's id, or `task.rival`."""

    key: str
    sought: Sought
    task: Task


@dataclass(frozen=True)
class Headings:
    """The headings that speak of one task: above the cell that left a model so, and above those that had it decode."""

    own: str
    used: Sequence[str] = ()


def reasons(
    seeker: Seeker, others: Sequence[Seeker], candidate: Candidate, notebook: Notebook, headings: Headings
) -> list[Reason]:
    """Everything observed, in no order.

    A shared task's declared name that another task has too is that one's model: it says nothing of the shared task.
    """
    name = seeker.sought.declared_name
    owned = seeker.task.shared and any(other.sought.declared_name == name for other in others)
    of_another = list(_named(seeker, candidate)) if owned and name in _names(candidate) else []
    words = told(seeker, candidate, notebook, headings)
    said = [replace(reason, told=reason not in of_another) for reason in words]
    return [*said, *_compared(seeker, candidate), *_seen(seeker, others, candidate), *_asked(seeker, candidate)]


def told(seeker: Seeker, candidate: Candidate, notebook: Notebook, headings: Headings) -> Iterator[Reason]:
    """What tags, names, headings and the notebook's use of it say."""
    task = seeker.task
    if any(cell.tag == task.id for cell in notebook.cells if cell.index == candidate.cell):
        yield Reason(20, text("its cell carries the tag grade:{task}", task=task.id))
    yield from _named(seeker, candidate)
    if speaks(headings.own, task):
        yield Reason(3, text("its cell stands below the heading “{heading}”", heading=headings.own[:80]))
    if task.shared and any(speaks(used, task) for used in headings.used):
        yield Reason(6, text("its decoder is used below the heading of the task"))


def _names(candidate: Candidate) -> list[str]:
    return [name.split(".")[-1] for name in candidate.snapshot.names]


def _named(seeker: Seeker, candidate: Candidate) -> Iterator[Reason]:
    snapshot, sought = candidate.snapshot, seeker.sought
    names = _names(candidate)
    classes = [snapshot.class_name, *(layer.class_name for layer in snapshot.layers)]
    telling = next((name for name in [*names, *classes] if speaks(name, sought)), None)
    if sought.declared_name in names:
        yield Reason(2, text("it has the declared name `{name}`", name=sought.declared_name))
    elif telling is not None and not _is_compared(seeker, candidate):
        yield Reason(1.5, text("its name `{name}` says so", name=telling))


def _compared(seeker: Seeker, candidate: Candidate) -> Iterator[Reason]:
    if seeker.sought.declared_name not in _names(candidate) and _is_compared(seeker, candidate):
        yield Reason(-_COMPARED, text("its name says that it is there to be compared with"))


def _is_compared(seeker: Seeker, candidate: Candidate) -> bool:
    """Whether the name speaks against a task's own model; a rival is there to be compared with."""
    return seeker.sought is seeker.task and any(map(is_for_comparison, _names(candidate)))


def _seen(seeker: Seeker, others: Sequence[Seeker], candidate: Candidate) -> Iterator[Reason]:
    """What its trainings and its layers say: the last training decides what it was made for."""
    own = wanted(seeker.sought)
    for trait, has in TRAITS.items():
        elsewhere = max((wanted(other.sought).get(trait, 0.0) for other in others), default=0.0)
        against = max(elsewhere, _AGAINST.get(trait, 0.0)) if trait in CONTESTED | EXCLUSIVE else 0.0
        weight = own.get(trait, -against)
        said = has(candidate) if weight else None
        if said is not None:
            yield Reason(_of_class(seeker, candidate, weight) if trait == "one_class" else weight, said)


def _asked(seeker: Seeker, candidate: Candidate) -> Iterator[Reason]:
    """A code as wide as a criterion about this model asks for, or as narrow."""
    about = None if seeker.sought is seeker.task else seeker.sought.id
    size = candidate.snapshot.code_size
    if size is not None and any(_fits(size, spec) for spec in seeker.task.criteria if spec.model == about):
        yield Reason(_SIZE, text("its code of {n} values fits what is asked", n=size))


def _fits(size: int, spec: CriterionSpec) -> bool:
    if spec.kind == "code_size":
        return bool(spec.params.get("exactly") == size)
    most = spec.bounds.at_most if spec.kind == "bottleneck" and spec.bounds else None
    return most is not None and size <= most


def _of_class(seeker: Seeker, candidate: Candidate, weight: float) -> float:
    asked = seeker.sought.measure.normal_class
    return weight if weight < 0 or asked in (None, only_class(candidate)) else _OTHER_CLASS


#: What speaks against a model even where nobody else wants it.
_AGAINST = {"one_class": 6.0, "denoises": 6.0, "noisy": 4.0, "part": 0.5}
