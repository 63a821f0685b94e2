"""`optimizer="adadelta"`: its learning rate was 1.0 in the tutorials' time and is 0.001 now, so it hardly learns."""

from collections.abc import Iterator
from typing import Final

from grader.diagnosis.finding import TRAINING, Finding
from grader.diagnosis.symptoms import Symptoms
from grader.diagnosis.training.figures import QUALITY, losses_told
from grader.diagnosis.trainings import training_place
from grader.i18n import text

__all__ = ["adadelta"]

#: Adadelta was made for a learning rate of 1; below this it moves too little (facts.md: MSE 0.13 against 0.005).
_TOO_SMALL: Final = 0.1


def adadelta(symptoms: Symptoms) -> Iterator[Finding]:
    """A model that reconstructs badly was trained last by Adadelta with a small learning rate."""
    for part in symptoms.parts:
        last = part.last.event if part.last else None
        if last is None or (last.optimizer or "").lower() != "adadelta" or not part.lost(*QUALITY):
            continue
        if last.learning_rate is None or last.learning_rate >= _TOO_SMALL:
            continue
        yield Finding(
            code="adadelta",
            weight=TRAINING + 5,
            task=part.task.id,
            place=training_place(symptoms, last),
            measured=losses_told(last),
            symptom=text("The training runs without an error, and hardly learns anything."),
            cause=text(
                "Adadelta has a learning rate of {rate:g} here, Keras' default today; older tutorials ran it with 1.0.",
                rate=last.learning_rate,
            ),
            fix=text("Take Adam, or give Adadelta its learning rate of 1.0."),
            code_fix='autoencoder.compile(optimizer="adam", loss="mse")',
            explains=frozenset({"single-epoch", "loss-still-falling", "constant-output", "collapsed-code", "blurred"}),
        )
