"""A single epoch, and a loss that is still falling when the training ends."""

from collections.abc import Iterator
from typing import Final

from grader.diagnosis.finding import TRAINING, Finding
from grader.diagnosis.symptoms import Part, Symptoms
from grader.diagnosis.training.figures import QUALITY, losses_told
from grader.diagnosis.trainings import trained_with, training_place
from grader.exchange.evidence import TrainingEvent
from grader.i18n import text

__all__ = ["too_short"]

#: Epochs over which the fall is taken, and how much of the loss it must be: plateaus move by less than 2 %.
_LAST: Final = 3
_FALLING: Final = 0.05
_STILL: Final = 0.01  # share of the loss that a single epoch takes off a plateau
_FOLLOW: Final = frozenset({"constant-output", "blurred"})
#: Kinds of criteria whose loss accounts for a bad reconstruction by itself.
_OTHER_CAUSES: Final = (
    "trained_to_denoise", "noise_layer", "salt_pepper", "greedy", "trained_on", "code_size", "bottleneck",
)  # fmt: skip


def too_short(symptoms: Symptoms) -> Iterator[Finding]:
    """A model that reconstructs badly stopped learning while it still made progress."""
    for part in symptoms.parts:
        event = part.last.event if part.last else None
        if event is None or not part.lost(*QUALITY):
            continue
        losses = _losses(part, event)
        if len(losses) == 1:
            yield Finding(
                code="single-epoch",
                weight=TRAINING,
                task=part.task.id,
                place=training_place(symptoms, event),
                measured=losses_told(event),
                symptom=text("The model is trained for a single epoch."),
                cause=text("It has seen every image once, which is not enough to reconstruct them."),
                fix=text("Train it for some ten epochs, until the loss hardly moves."),
                code_fix=trained_with(symptoms, event, epochs=12),
                explains=_FOLLOW,
            )
        elif (fall := _fall(losses)) > _FALLING and not part.lost(*_OTHER_CAUSES):
            yield Finding(
                code="loss-still-falling",
                weight=TRAINING - 5,
                task=part.task.id,
                place=training_place(symptoms, event),
                measured=losses_told(event),
                symptom=text(
                    "The loss was still falling at the end: by {percent:.0f} % in the last {epochs} epochs.",
                    percent=100 * fall,
                    epochs=min(_LAST, len(losses) - 1),
                ),
                cause=text("The training ended before the model had learnt what it can."),
                fix=text("Train longer, until the loss hardly moves."),
                code_fix=trained_with(symptoms, event, epochs=3 * len(losses)),
                explains=_FOLLOW,
            )


def _losses(part: Part, event: TrainingEvent) -> list[float]:
    """The loss after each epoch of the last task, which may have been trained in several calls."""
    last = part.last
    calls = [
        traced.event.losses
        for traced in part.case.history
        if last and traced.event.model == event.model and traced.provenance.target == last.provenance.target
    ]
    losses = [loss for call in calls for loss in call]
    return [loss for loss in losses if loss is not None] if None not in losses else []


def _fall(losses: list[float]) -> float:
    """Share of the loss that was lost over the last epochs; 0 where the very last one moved it no more."""
    if len(losses) < 2 or min(losses) <= 0 or losses[-1] > (1 - _STILL) * losses[-2]:
        return 0.0
    return 1 - losses[-1] / losses[max(0, len(losses) - 1 - _LAST)]
