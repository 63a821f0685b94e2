"""A code that was arranged by labels: the loss asked for the class, too."""

from collections.abc import Iterator
from typing import Final

from grader.diagnosis.finding import EVALUATION, Finding
from grader.diagnosis.symptoms import Symptoms
from grader.diagnosis.trainings import training_place
from grader.i18n import text
from grader.measurement import Latent

__all__ = ["arranged_by_labels"]

#: Share of classes named by the 15 nearest codes of two values: 0.56-0.78 (512-128-2 for 15 epochs) on images alone,
#: 0.94 with the cross-entropy of a head on the code. Measured on MNIST, and said of nothing else.
_BY_LABELS: Final = 0.9
_MEASURED_ON: Final = "mnist"


def arranged_by_labels(symptoms: Symptoms) -> Iterator[Finding]:
    """Two values part the classes as they never do when only images are given back."""
    for part in symptoms.parts:
        measured = part.case.measured
        if not isinstance(measured, Latent) or measured.code_size > 2 or measured.dataset != _MEASURED_ON:
            continue
        if measured.accuracy < _BY_LABELS:
            continue
        yield Finding(
            code="arranged-by-labels",
            weight=EVALUATION,
            task=part.task.id,
            place=training_place(symptoms, part.last.event) if part.last is not None else None,
            measured=text("{percent:.0f} % of the classes named", percent=100 * measured.accuracy),
            symptom=text("Two values part the classes as they never do when only images are given back."),
            cause=text(
                "The labels seem to be in the loss: then they arrange the code, not what images have in common."
            ),
            fix=text("Train on the reconstruction alone; the labels are for the colours of the scatter."),
        )
