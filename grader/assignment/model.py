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

__all__ = [
    "Assignment",
    "Bilingual",
    "BoundsKey",
    "CriterionSpec",
    "LimitOverrides",
    "Measure",
    "MeasureKind",
    "Rival",
    "Sought",
    "Task",
    "Trait",
]

#: What a task's model is measured as; see `grader.measurement`.
MeasureKind = Literal["reconstruction", "latent", "denoising", "sparsity", "detection"]
#: What can be seen of a model without running it; see `grader.matching.traits`.
Trait = Literal[
    "clean",
    "convolutional",
    "decodes",
    "denoises",
    "linear",
    "loss_bce",
    "loss_mse",
    "noise_layer",
    "noisy",
    "one_class",
    "overcomplete",
    "part",
    "penalised",
    "several_trainings",
    "stage",
    "tied",
    "two_values",
    "variational",
]
Requested = Literal["fashion_mnist", "mnist"]
#: Datasets that bounds can be given for: `digits` stands in for MNIST where that is nowhere.
BoundsKey = Literal["fashion_mnist", "mnist", "digits"]


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
        points: what it is worth; 0 where it only has to hold.
        params: what its kind wants to know, checked there.
        bounds: what its measurement must reach, where its kind measures a number.
        bounds_for: the same where it depends on the dataset; instead of `bounds`.
        catches: names of the baselines that must not pass it; `grader reference` watches over that.
        model: id of the task's rival that it is about; None for the task's own model.
    """

    id: Slug
    kind: Slug
    title: Bilingual
    points: float = Field(ge=0, allow_inf_nan=False)
    params: dict[str, Any] = Field(default_factory=dict)
    bounds: Bounds | None = None
    bounds_for: dict[BoundsKey, Bounds] = Field(default_factory=dict)
    catches: list[Literal["mean_image", "pca", "untrained", "identity"]] = Field(default_factory=list)
    model: Slug | None = None

    @model_validator(mode="after")
    def _bounds_once(self) -> Self:
        if self.bounds is not None and self.bounds_for:
            raise mistake(text("either bounds or bounds_for"))
        return self

    def on(self, dataset: str | None) -> Self:
        """The same criterion with the bounds that hold on `dataset` as its `bounds`."""
        if not self.bounds_for:
            return self
        found = next((bounds for name, bounds in self.bounds_for.items() if name == dataset), None)
        return self.model_copy(update={"bounds": found, "bounds_for": {}})


class Measure(Rule):
    """What is measured of a task's model, on a public test split.

    Attributes:
        kind: `reconstruction`: the error of the reconstructions; `latent`: also how well the code tells the classes
            apart; `denoising`: the error that is left of fresh noise; `sparsity`: also how few units of the code are
            active; `detection`: the error as a score that tells the normal class from all others.
        dataset: whose test split; None for that of the dataset the model was trained on.
        normal_class: for `detection`, the class to be trained on; None for the one it was trained on.
        noise: for `denoising`, what is shown to a model that was trained on clean images, since a layer of its own may
            have spoilt them: `gaussian` with a deviation of 0.5, or `masking`, 30 % of the pixels at 0.
    """

    kind: MeasureKind
    dataset: Requested | None = None
    normal_class: int | None = Field(default=None, ge=0, le=9)
    noise: Literal["gaussian", "masking"] = "gaussian"


class Sought(Rule):
    """A model that a notebook is searched for.

    Attributes:
        declared_name: the variable that the handout asks the model to be bound to.
        headings: words in lower case by which a heading above a cell, or a name, speaks of it.
        traits: how much each speaks for a model, beside what its kind of measurement already says; a heading weighs 3.
    """

    id: Slug
    declared_name: Identifier
    headings: list[LowerPhrase]
    measure: Measure
    traits: dict[Trait, float] = Field(default_factory=dict)


class Rival(Sought):
    """Another model that a task asks for, to be compared with its own.

    Attributes:
        family: not one model but all of the task's, such as those of a sweep.
    """

    family: bool = False


class Task(Sought):
    """One exercise, answered by one model.

    Attributes:
        shared: whether the model may answer another task as well.
        rivals: models that its own is compared with.
        acceptance: ids of the criteria that must all pass for the work to be accepted, whatever its points.
    """

    title: Bilingual
    shared: bool = False
    rivals: list[Rival] = Field(default_factory=list)
    criteria: list[CriterionSpec] = Field(min_length=1)
    acceptance: list[Slug] = Field(min_length=1)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        _no_twins((criterion.id for criterion in self.criteria), "criteria")
        _no_twins(self.acceptance, "acceptance")
        _no_twins((rival.id for rival in self.rivals), "rivals")
        rivals = {rival.id for rival in self.rivals if not rival.family}
        for criterion in self.criteria:
            if criterion.model is not None and criterion.model not in rivals:
                raise mistake(text("{id}: model: only ids of its rivals", id=criterion.id))
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
    datasets: list[Requested] = Field(min_length=1)
    limits: LimitOverrides = LimitOverrides()
    keywords: list[LowerPhrase] = Field(default_factory=list)
    tasks: list[Task] = Field(min_length=1)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        _no_twins((task.id for task in self.tasks), "tasks")
        _no_twins(self.datasets, "datasets")
        asked = [task.measure.dataset for task in self.tasks if task.measure.dataset is not None]
        absent = [name for name in asked if name not in self.datasets]
        if absent:
            raise mistake(text("tasks: only datasets listed in datasets, which {name} is not", name=absent[0]))
        self._bounds_for_all()
        return self

    def _bounds_for_all(self) -> None:
        """Whoever gives bounds by dataset gives them for every dataset a student may use, stand-in included."""
        needed = {*self.datasets, *(["digits"] if "mnist" in self.datasets else [])}
        for task in self.tasks:
            for spec in task.criteria:
                missing = sorted(needed - set(spec.bounds_for)) if spec.bounds_for else []
                if missing:
                    raise mistake(text("{id}: bounds_for {name} too", id=f"{task.id}.{spec.id}", name=missing[0]))

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
