"""Variants of a reference notebook: small YAML files beside it, in `mutants/` and in `styles/`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final, Self, TypeAlias

from pydantic import Field, StringConstraints, model_validator

from grader.assignment import Assignment, reference_folder
from grader.assignment.base import Rule, mistake
from grader.assignment.load import load_rule
from grader.errors import InvalidReference
from grader.i18n import Text, text

__all__ = ["Mutant", "Patch", "Style", "Variant", "load_variants"]

Phrase = Annotated[str, StringConstraints(min_length=1)]


class Patch(Rule):
    """One change of the code.

    Attributes:
        find: text that stands exactly once in the code cells; it alone is replaced.
        cell: text that stands in exactly one code cell; that cell is replaced as a whole.
        replace: what comes instead.
    """

    find: Phrase | None = None
    cell: Phrase | None = None
    replace: str

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if (self.find is None) == (self.cell is None):
            raise mistake(text("exactly one of find and cell"))
        return self


class _Variant(Rule):
    title: Phrase
    exercises: list[Phrase] = Field(default_factory=list)
    patch: list[Patch] = Field(min_length=1)
    also: list[Phrase] = Field(default_factory=list)


class Mutant(_Variant):
    """A known-wrong variant.

    Attributes:
        title: what is wrong, in English.
        exercises: ids of the tasks whose cells stay; none for all.
        loses: `task.criterion` that must not pass; none of these tasks may be accepted.
        diagnosis: code of the known mistake that must be told; none where there is no rule for it.
        also: codes of others that are true of it, and may be told.
    """

    loses: list[Phrase] = Field(min_length=1)
    diagnosis: Phrase | None = None


class Style(_Variant):
    """An honest variant: all its tasks must be accepted.

    Attributes:
        min_score: least share of the points of its tasks, 0..100 %.
        also: codes of known mistakes that are true of it all the same; any other that is told is false.
    """

    min_score: float = Field(default=100.0, ge=0, le=100)


Variant: TypeAlias = Mutant | Style

_FOLDERS: Final[dict[str, type[Variant]]] = {"mutants": Mutant, "styles": Style}


def load_variants(assignment: Assignment, folder: Path | None = None) -> dict[str, Variant]:
    """All variants of the assignment's reference by the names of their files, mutants first.

    Args:
        assignment: the rubric.
        folder: that of its assignment.yaml; without it, where its name is found.

    Raises:
        InvalidAssignment: a file that does not follow its schema.
        InvalidReference: there is none, two have the same name, or one names a task or criterion that there is not.
    """
    place = reference_folder(assignment.name, folder)
    found: dict[str, Variant] = {}
    for name, schema in _FOLDERS.items():
        for file in sorted((place / name).glob("*.yaml")):
            variant = load_rule(file, schema)
            problem = next(_problems(variant, assignment), None)
            if file.stem in found:
                problem = text("the other folder has a file of the same name")
            if problem is not None:
                raise InvalidReference(text("{file}: {problem}.", file=str(file), problem=problem))
            found[file.stem] = variant
    if not found:
        raise InvalidReference(
            text(
                "There are no variants of the reference of {name} in {folder}.",
                name=assignment.name,
                folder=str(place),
            ),
            text("Put known-wrong ones into mutants/ and honest ones into styles/, as for clase156-tarea."),
        )
    return found


def _problems(variant: Variant, assignment: Assignment) -> Iterator[Text]:
    tasks = {task.id: [criterion.id for criterion in task.criteria] for task in assignment.tasks}
    for name in variant.exercises:
        if name not in tasks:
            yield _unknown("exercises", name, list(tasks))
    criteria = [f"{task}.{criterion}" for task, ids in tasks.items() for criterion in ids]
    for name in variant.loses if isinstance(variant, Mutant) else []:
        if name not in criteria:
            yield _unknown("loses", name, criteria)
        elif variant.exercises and name.partition(".")[0] not in variant.exercises:
            yield _unknown("loses", name, variant.exercises)


def _unknown(field: str, found: str, expected: list[str]) -> Text:
    return text(
        "{field}: found {found}; expected one of {expected}", field=field, found=found, expected=", ".join(expected)
    )
