"""A code for semantic hashing that is not binary."""

from collections.abc import Iterator

from grader.diagnosis.finding import MODEL, Finding
from grader.diagnosis.symptoms import Symptoms
from grader.diagnosis.trainings import training_place
from grader.i18n import text
from grader.metrics.hamming import saturation_in_use

__all__ = ["not_binary"]


def not_binary(symptoms: Symptoms) -> Iterator[Finding]:
    """Values between the ends of the range, which cutting at one half throws together."""
    for part in symptoms.parts:
        measured = part.case.measured
        if measured is None or not part.lost("saturation"):
            continue
        yield Finding(
            code="code-not-binary",
            weight=MODEL - 5,
            task=part.task.id,
            place=training_place(symptoms, part.last.event) if part.last else None,
            measured=text(
                "{percent:.0f} % of the values of the bits in use are near an end",
                percent=100 * saturation_in_use(measured.code),
            ),
            symptom=text("The code is not binary: cutting it into bits loses much of what it says."),
            cause=text("Nothing in the training pushes its values to 0 or 1; a sigmoid alone does not."),
            fix=text("Add noise before the sigmoid: only values far from the middle survive it."),
            code_fix=(
                "bits = keras.Sequential([\n"
                "    keras.layers.Dense(32), keras.layers.GaussianNoise(1.0), keras.layers.Rescaling(4.0),\n"
                "    keras.layers.Activation('sigmoid'),\n"
                "])"
            ),
        )
