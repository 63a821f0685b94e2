"""The schema of `assignment.yaml`."""

from collections import Counter
from collections.abc import Iterable
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from grader.assignment.base import Rule, mistake
from grader.assignment.bounds import Bounds
from grader.assignment.limits import LimitOverrides
from grader.assignment.slug import MAX_SLUG, SLUG
from grader.i18n import Lang, text

__all__ = ["Assignment", "Bilingual", "CriterionSpec", "LimitOverrides", "Measure", "Task"]


def _lower(word: str) -> str:
    if word != word.lower():
        raise mistake(text("lower case"))
    return word


Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=MAX_SLUG)]
Phrase = Annotated[str, StringConstraints(min_length=1)]
LowerPhrase = Annotated[Phrase, AfterValidator(_lower)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[^\W\d]\w*$")]


class Bilingual(Rule):
    """A text in both languages."""

    es: Phrase
    en: Phrase

    def get(self, lang: Lang) -> str:
        """The text in `lang`."""
        return self.es if lang == "es" else self.en


class CriterionSpec(Rule):
    """One criterion of a task.

    Attributes:
        id: unique within its task.
        kind: how it is measured and judged; the kinds live in `grader.criteria`.
        points: what it is worth.
        params: what its kind wants to know, checked there.
        bounds: what its measurement must reach, where its kind measures a number.
    """

    id: Slug
    kind: Slug
    title: Bilingual
    points: float = Field(gt=0, allow_inf_nan=False)
    params: dict[str, Any] = Field(default_factory=dict)
    bounds: Bounds | None = None


class Measure(Rule):
    """What is measured of a task's model.

    Attributes:
        kind: `detection`: the reconstruction error as a score that tells the normal class from all others.
        dataset: on whose public test split.
        normal_class: the class the model is to be trained on.
    """

    kind: Literal["detection"]
    dataset: Literal["fashion_mnist", "mnist"]
    normal_class: int = Field(ge=0, le=9)


class Task(Rule):
    """One exercise, answered by one model.

    Attributes:
        declared_name: the variable that the handout asks the model to be bound to.
        headings: words in lower case by which a heading above a cell speaks of this task.
        acceptance: ids of the criteria that must all pass for the work to be accepted, whatever its points.
    """

    id: Slug
    title: Bilingual
    declared_name: Identifier
    headings: list[LowerPhrase]
    measure: Measure
    criteria: list[CriterionSpec] = Field(min_length=1)
    acceptance: list[Slug] = Field(min_length=1)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        _no_twins((criterion.id for criterion in self.criteria), "criteria")
        _no_twins(self.acceptance, "acceptance")
        unknown = [name for name in self.acceptance if name not in {criterion.id for criterion in self.criteria}]
        if unknown:
            raise mistake(text("acceptance: only ids of its criteria, which {id} is not", id=unknown[0]))
        return self

    @property
    def max_score(self) -> float:
        """The sum of its criteria's points."""
        return sum(criterion.points for criterion in self.criteria)


class Assignment(Rule):
    """A homework: what is asked, how it is judged, on which data and within which budgets.

    Attributes:
        version: raised whenever a grade could change.
        datasets: what the notebook may load offline, and what it is judged on.
        limits: budgets that differ from the sandbox's own.
        keywords: words in lower case by which a notebook of unknown origin is recognised.
    """

    name: Slug
    version: int = Field(ge=1)
    title: Bilingual
    description: Bilingual
    datasets: list[Literal["fashion_mnist", "mnist"]] = Field(min_length=1)
    limits: LimitOverrides = LimitOverrides()
    keywords: list[LowerPhrase] = Field(default_factory=list)
    tasks: list[Task] = Field(min_length=1)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        _no_twins((task.id for task in self.tasks), "tasks")
        _no_twins(self.datasets, "datasets")
        absent = [task.measure.dataset for task in self.tasks if task.measure.dataset not in self.datasets]
        if absent:
            raise mistake(text("tasks: only datasets listed in datasets, which {name} is not", name=absent[0]))
        return self

    @property
    def max_score(self) -> float:
        """The sum of its tasks' points."""
        return sum(task.max_score for task in self.tasks)

    def task(self, task_id: str) -> Task:
        """The task of that id.

        Raises:
            KeyError: there is none.
        """
        for task in self.tasks:
            if task.id == task_id:
                return task
        raise KeyError(task_id)


def _no_twins(ids: Iterable[str], field: str) -> None:
    twins = [name for name, count in Counter(ids).items() if count > 1]
    if twins:
        raise mistake(text("{field}: each only once, and {id} is there twice", field=field, id=twins[0]))
