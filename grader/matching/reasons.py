"""What speaks for a model as the answer to a task, and what against it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from grader.assignment import Task
from grader.i18n import Text, text
from grader.intake import Notebook
from grader.matching.candidate import Candidate
from grader.matching.headings import speaks
from grader.matching.history import Traced

__all__ = ["Reason", "reasons"]

_CONVOLUTIONS: Final = ("Conv2D", "Conv2DTranspose", "SeparableConv2D", "DepthwiseConv2D")
_SMALL_NOISE: Final = 0.05  # a GaussianNoise of less is there to regularise


@dataclass(frozen=True)
class Reason:
    """One observation. `weight`: how much it speaks for the task; below zero, against it."""

    weight: float
    text: Text


def reasons(task: Task, candidate: Candidate, notebook: Notebook, heading: str) -> list[Reason]:
    """Everything observed, in no order; `heading` is the one the model's cell stands below."""
    return [*_told(task, candidate, notebook, heading), *_trained(task, candidate), *_made(task, candidate)]


def _told(task: Task, candidate: Candidate, notebook: Notebook, heading: str) -> Iterator[Reason]:
    """What tags, names and headings say."""
    snapshot = candidate.snapshot
    names = [name.split(".")[-1] for name in snapshot.names]
    if any(cell.tag == task.id for cell in notebook.cells if cell.index == candidate.cell):
        yield Reason(20, text("its cell carries the tag grade:{task}", task=task.id))
    classes = [snapshot.class_name, *(layer.class_name for layer in snapshot.layers)]
    telling = next((name for name in [*names, *classes] if speaks(name, task)), None)
    if task.declared_name in names:
        yield Reason(2, text("it has the declared name `{name}`", name=task.declared_name))
    elif telling is not None:
        yield Reason(1.5, text("its name `{name}` says so", name=telling))
    if speaks(heading, task):
        yield Reason(3, text("its cell stands below the heading “{heading}”", heading=heading[:80]))


def _trained(task: Task, candidate: Candidate) -> Iterator[Reason]:
    """What its trainings say: the last one decides what it was made for."""
    kind, wanted = task.measure.kind, task.measure.normal_class
    label, last = _only_class(candidate.history), candidate.history[-1] if candidate.history else None
    if label is not None:
        said = text("it was trained on class {label} only", label=label)
        yield _weigh(kind == "detection", 6 if wanted in (None, label) else 1, said)
    if last is not None and _denoises(last):
        yield _weigh(kind == "denoising", 6, text("it was trained to turn noisy images into clean ones"))
    elif last is not None and last.noise is not None:
        yield _weigh(kind == "denoising", 4, text("it was trained on noisy images"))
    elif label is None and kind == "reconstruction":
        yield Reason(2, text("it was trained to give back clean images of several classes"))


def _made(task: Task, candidate: Candidate) -> Iterator[Reason]:
    """What it is made of."""
    kind, snapshot = task.measure.kind, candidate.snapshot
    if snapshot.code_size == 2:
        yield _weigh(kind == "latent", 6, text("its code has two values"))
    penalty = next((layer.activity_regularizer for layer in snapshot.layers if layer.activity_regularizer), None)
    if penalty is not None:
        yield _weigh(kind == "sparsity", 5, text("a layer penalises its activations ({penalty})", penalty=penalty[:60]))
    if kind == "detection" and any(layer.class_name in _CONVOLUTIONS for layer in snapshot.layers):
        yield Reason(1, text("it has convolutional layers"))


def _weigh(fits: bool, weight: float, said: Text) -> Reason:
    return Reason(weight if fits else -weight, said)


def _denoises(traced: Traced) -> bool:
    noise = traced.noise
    by_layer = traced.provenance.noise is None and noise is not None and noise.sd > _SMALL_NOISE
    return traced.provenance.target == "clean" or by_layer


def _only_class(history: Sequence[Traced]) -> int | None:
    """The one class of all trainings, if it is only one."""
    classes = {label for traced in history for origin in traced.origins for label in (*origin.train, *origin.test)}
    return classes.pop() if len(classes) == 1 else None
