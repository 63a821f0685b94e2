"""Layers that were trained together and called stacked."""

from collections.abc import Iterator

from grader.criteria.greedy import alone
from grader.diagnosis.finding import TRAINING, Finding
from grader.diagnosis.symptoms import Symptoms
from grader.diagnosis.trainings import training_place
from grader.i18n import text

__all__ = ["trained_at_once"]


def trained_at_once(symptoms: Symptoms) -> Iterator[Finding]:
    """All weights went through the same trainings, where each layer was to have one of its own first."""
    for part in symptoms.parts:
        strands = part.case.chain.strands
        if not part.lost("greedy") or part.last is None or len(alone(part.case)) > 1:
            continue
        if len(strands) == 1 and strands[0].trainings:
            yield Finding(
                code="trained-at-once",
                weight=TRAINING,
                task=part.task.id,
                place=training_place(symptoms, part.last.event),
                measured=text("{n} variables, all with the same history", n=strands[0].variables),
                symptom=text("The layers were trained together, not one after the other."),
                cause=text("A single network was built and fitted: that is a deep autoencoder."),
                fix=text(
                    "Fit the first layer with an output of its own on the images, the second one on the codes of the "
                    "first, put both into one model with their weights, and fit that last."
                ),
            )
