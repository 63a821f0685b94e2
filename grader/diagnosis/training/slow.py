"""Optimisers whose default learning rate is too small for images.

Adadelta's was 1.0 in the tutorials' time and is 0.001 now: the notebook runs clean, and hardly learns.
"""

from collections.abc import Iterator
from typing import Final

from grader.diagnosis.finding import TRAINING, Finding
from grader.diagnosis.symptoms import Part, Symptoms
from grader.diagnosis.training.figures import QUALITY, losses_told
from grader.diagnosis.trainings import model_name, optimizer_place
from grader.exchange.evidence import TrainingEvent
from grader.i18n import Text, text

__all__ = ["slow_optimizer"]

#: Adadelta was made for a learning rate of 1; below this it moves too little (facts.md: MSE 0.13 against 0.005).
_ADADELTA: Final = 0.1
#: SGD on the mean squared error of pixels: their gradients are small, and so are its steps.
_SGD: Final = 0.05
#: Error over that of the mean image from which on next to nothing was learnt.
_NOTHING: Final = 0.5
_FOLLOW: Final = frozenset(
    {"single-epoch", "loss-still-falling", "constant-output", "collapsed-code", "dead-units", "blurred"}
)


def slow_optimizer(symptoms: Symptoms) -> Iterator[Finding]:
    """A model that reconstructs badly was trained last by an optimiser that hardly moves."""
    for part in symptoms.parts:
        last = part.last.event if part.last else None
        found = _cause(part, last) if last and part.lost(*QUALITY) else None
        if found is None or last is None:
            continue
        code, cause, fix = found
        yield Finding(
            code=code,
            weight=TRAINING + 5,
            task=part.task.id,
            place=optimizer_place(symptoms, last),
            measured=losses_told(last),
            symptom=text("The training runs without an error, and hardly learns anything."),
            cause=cause,
            fix=fix,
            code_fix=f'{model_name(part)}.compile(optimizer="adam", loss="mse")',
            explains=_FOLLOW,
        )


def _cause(part: Part, event: TrainingEvent) -> tuple[str, Text, Text] | None:
    name, rate = (event.optimizer or "").lower(), event.learning_rate
    if rate is None:
        return None
    if name == "adadelta" and rate < _ADADELTA:
        cause = text(
            "Adadelta has a learning rate of {rate:g} here, Keras' default today; older tutorials ran it with 1.0.",
            rate=rate,
        )
        return "adadelta", cause, text("Take Adam, or give Adadelta its learning rate of 1.0.")
    measured = part.case.measured
    learnt = measured is not None and measured.error < _NOTHING * measured.mean_image_error
    if name == "sgd" and rate < _SGD and event.epochs > 2 and not learnt:
        cause = text("Plain SGD with a learning rate of {rate:g} takes tiny steps on an error per pixel.", rate=rate)
        return "sgd-slow", cause, text("Take Adam, which scales its steps to the gradients.")
    return None
