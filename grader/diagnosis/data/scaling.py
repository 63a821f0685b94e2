"""Targets that the output layer cannot reach: grey levels that were not divided, [-1, 1] for a sigmoid."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from grader.diagnosis.finding import DATA, Finding
from grader.diagnosis.symptoms import Part, Symptoms
from grader.diagnosis.training.figures import QUALITY
from grader.diagnosis.trainings import training_place
from grader.i18n import text
from grader.provenance.intensity import PerImage

__all__ = ["out_of_range"]

_FOLLOW: Final = frozenset(
    {"single-epoch", "loss-still-falling", "constant-output", "collapsed-code", "blurred", "diverged", "rate-too-high"}
)
_SLACK: Final = 1e-3
_ROWS: Final = 1_000  # images that are looked at


def out_of_range(symptoms: Symptoms) -> Iterator[Finding]:
    """A model that reconstructs badly never leaves 0..1 (or never goes below 0), and its targets do."""
    for part in symptoms.parts:
        outputs = _outputs(part)
        last = part.last.event if part.last else None
        seen = (last.y or last.x) if last else None
        if outputs is None or last is None or seen is None or not part.lost(*QUALITY):
            continue
        low, high = outputs
        if low < -_SLACK:
            continue
        place = training_place(symptoms, last)
        if seen.high > 2 and seen.low > -0.5 and high <= 1 + _SLACK:
            yield Finding(
                code="not-scaled",
                weight=DATA + 5,
                task=part.task.id,
                place=place,
                measured=text("targets up to {high:g}, outputs up to {made:.3g}", high=seen.high, made=high),
                symptom=text("The targets lie far beyond what the model can put out."),
                cause=text("The images were not divided by 255, and the last layer (a sigmoid) ends at 1."),
                fix=text("Scale train and test images alike, before anything else."),
                code_fix="x_train = x_train.astype('float32') / 255\nx_test = x_test.astype('float32') / 255",
                explains=_FOLLOW,
            )
        elif seen.low < -0.5:
            yield Finding(
                code="sigmoid-range",
                weight=DATA + 5,
                task=part.task.id,
                place=place,
                measured=text(
                    "targets from {low:.3g} to {high:.3g}, outputs from {made:.3g}",
                    low=seen.low,
                    high=seen.high,
                    made=low,
                ),
                symptom=text("Half of the targets' range lies where the model cannot go."),
                cause=text("The images were scaled to below 0, but the last layer (a sigmoid or relu) never is."),
                fix=text("Scale to 0..1, or end in `tanh` where the images go from -1 to 1."),
                code_fix="layers.Dense(784, activation='tanh')",
                explains=_FOLLOW,
            )


def _outputs(part: Part) -> tuple[float, float] | None:
    """Smallest and largest output for the test images, on the scale of the training's targets."""
    measured, last = part.case.measured, part.last
    scaling = (last.provenance.y_preprocessing or last.provenance.x_preprocessing) if last else None
    if measured is None or scaling is None or isinstance(scaling.intensity, PerImage):
        return None
    outputs = scaling.intensity.forward(255 * measured.reconstructions[:_ROWS].astype(np.float64))
    return (float(outputs.min()), float(outputs.max())) if np.isfinite(outputs).all() else None
