"""A loss that is no number any more, and a learning rate that lets nothing be learnt."""

from collections.abc import Iterator
from typing import Final

from grader.diagnosis.finding import TRAINING, Finding
from grader.diagnosis.symptoms import Symptoms
from grader.diagnosis.training.figures import QUALITY, finite, losses_told
from grader.diagnosis.trainings import model_name, optimizer_place
from grader.i18n import text

__all__ = ["diverged", "rate_too_high"]

_FOLLOW: Final = frozenset(
    {"single-epoch", "loss-still-falling", "constant-output", "collapsed-code", "dead-units", "blurred"}
)
#: Learning rates at which these optimisers leave an autoencoder of images; ten and more times Keras' defaults.
_HIGH: Final = {"adam": 0.02, "nadam": 0.02, "adamax": 0.05, "rmsprop": 0.02, "adamw": 0.02, "sgd": 5.0}
_HARDLY: Final = 0.9  # of its first loss: what a training that has learnt something falls below


def diverged(symptoms: Symptoms) -> Iterator[Finding]:
    """The loss became infinite or NaN."""
    for part in symptoms.parts:
        event = next((t.event for t in reversed(part.case.history) if None in t.event.losses), None)
        if event is None or (part.case.measured is not None and not part.lost(*QUALITY)):
            continue
        yield Finding(
            code="diverged",
            weight=TRAINING + 8,
            task=part.task.id,
            place=optimizer_place(symptoms, event),
            measured=text("no number from epoch {epoch} on", epoch=event.losses.index(None) + 1),
            symptom=text("The loss turns into NaN or infinity."),
            cause=text(
                "Steps of {optimizer} with a learning rate of {rate:g} overshoot, or a logarithm or division met 0.",
                optimizer=event.optimizer or "?",
                rate=event.learning_rate or 0.0,
            ),
            fix=text("Lower the learning rate, and check that the images are finite and lie in 0..1."),
            code_fix=f'{model_name(part)}.compile(optimizer=keras.optimizers.Adam(learning_rate=1e-3), loss="mse")',
            explains=_FOLLOW,
        )


def rate_too_high(symptoms: Symptoms) -> Iterator[Finding]:
    """A loss that does not fall, with a learning rate far above the usual."""
    for part in symptoms.parts:
        event = part.last.event if part.last else None
        if event is None or event.learning_rate is None or None in event.losses or not part.lost(*QUALITY):
            continue
        losses = finite(event)
        high = _HIGH.get((event.optimizer or "").lower())
        if high is None or event.learning_rate < high or len(losses) < 2 or losses[-1] < _HARDLY * losses[0]:
            continue
        yield Finding(
            code="rate-too-high",
            weight=TRAINING + 6,
            task=part.task.id,
            place=optimizer_place(symptoms, event),
            measured=losses_told(event),
            symptom=text("The loss does not fall."),
            cause=text(
                "With a learning rate of {rate:g} every step of {optimizer} goes too far; usual is 0.001.",
                rate=event.learning_rate,
                optimizer=event.optimizer or "?",
            ),
            fix=text("Lower the learning rate."),
            code_fix=f'{model_name(part)}.compile(optimizer=keras.optimizers.Adam(learning_rate=1e-3), loss="mse")',
            explains=_FOLLOW,
        )
