"""Blurred reconstructions of a model that has learnt all it can with the mean squared error."""

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from grader.diagnosis.finding import ADVICE, Finding
from grader.diagnosis.model.spread import output_spread
from grader.diagnosis.symptoms import Symptoms
from grader.diagnosis.training.figures import finite
from grader.diagnosis.trainings import model_name, training_place
from grader.i18n import text

__all__ = ["blurred"]

_SQUARED: Final = ("mse", "mean_squared_error", "meansquarederror")
_LEFT: Final = 0.6  # of the edges' energy: below it, a reconstruction looks blurred
_ALIVE: Final = 0.3  # of the images' variance: below it, something else is wrong than blur
_SMALL: Final = 16  # values of a code that is too small for detail, whatever the loss
_PLATEAU: Final = 0.02


def blurred(symptoms: Symptoms) -> Iterator[Finding]:
    """The error is too large, the loss is MSE and stands still, the code is large enough, and the edges are gone."""
    for part in symptoms.parts:
        measured, event = part.case.measured, part.last.event if part.last else None
        if measured is None or event is None or not part.lost("reconstruction"):
            continue
        losses = finite(event)
        still = len(losses) >= 5 and losses[-1] > (1 - _PLATEAU) * losses[-4] > 0
        squared = (event.loss or "").lower().replace(" ", "") in _SQUARED
        if not (still and squared and measured.code_size >= _SMALL and output_spread(measured) > _ALIVE):
            continue
        images, made = measured.images[measured.judged], measured.reconstructions[measured.judged]
        left = _edges(made) / max(_edges(images), 1e-12)
        if left < _LEFT:
            yield Finding(
                code="blurred",
                weight=ADVICE,
                task=part.task.id,
                place=training_place(symptoms, event),
                measured=text("{percent:.0f} % of the edges' energy is left", percent=100 * left),
                symptom=text("The reconstructions are blurred, and the loss does not fall any more."),
                cause=text("The mean squared error is smallest for the mean of all likely details, which is blurred."),
                fix=text("Try the binary cross-entropy per pixel, with images in 0..1 and a sigmoid at the end."),
                code_fix=f'{model_name(part)}.compile(optimizer="adam", loss="binary_crossentropy")',
            )


def _edges(images: NDArray[np.float32]) -> float:
    """Mean squared difference of neighbouring pixels of (n, 28, 28)."""
    return float(np.square(np.diff(images, axis=1)).mean() + np.square(np.diff(images, axis=2)).mean())
