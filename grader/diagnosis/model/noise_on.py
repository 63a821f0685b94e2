"""Noise of a layer that goes on when the model predicts."""

from collections.abc import Iterator

from grader.diagnosis.finding import MODEL, Finding
from grader.diagnosis.symptoms import Symptoms
from grader.diagnosis.trainings import training_place
from grader.i18n import text
from grader.measurement import Denoising

__all__ = ["noise_left_on"]


def noise_left_on(symptoms: Symptoms) -> Iterator[Finding]:
    """A denoiser whose graph draws normal numbers when it is asked."""
    for part in symptoms.parts:
        measured = part.case.measured
        if isinstance(measured, Denoising) and measured.draws and part.lost("noise_layer"):
            yield Finding(
                code="noise-at-prediction",
                weight=MODEL,
                task=part.task.id,
                place=training_place(symptoms, part.last.event) if part.last else None,
                symptom=text("The model adds noise to what it is to clean, each time another."),
                cause=text("The noise layer does not look at `training`, or is called with training=True."),
                fix=text("Use GaussianNoise, which rests in predict, or add noise only where `training` is true."),
                code_fix="keras.layers.GaussianNoise(0.5)",
            )
