"""A code or an output that is the same for every image, and units that no image moves."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from grader.diagnosis.finding import MODEL, Finding, Place
from grader.diagnosis.model.spread import constant_units, is_constant, output_spread, usual_code
from grader.diagnosis.symptoms import Part, Symptoms
from grader.diagnosis.training.figures import QUALITY
from grader.diagnosis.trainings import model_name, training_place
from grader.i18n import Text, text
from grader.measurement import Measured

__all__ = ["collapsed"]

_MANY: Final = 0.5
_ALMOST_ALL: Final = 0.99
_LINEAR: Final = "layers.Dense(64, name='code')  # no activation: no unit can die"


def collapsed(symptoms: Symptoms) -> Iterator[Finding]:
    """What became of the code of a model that reconstructs badly."""
    for part in symptoms.parts:
        measured, snapshot = part.case.measured, part.case.snapshot
        if measured is None or snapshot is None or not (part.lost(*QUALITY) or part.lost("alive")):
            continue
        still = constant_units(measured.code)
        number = symptoms.code.cells[snapshot.cell].number
        place = training_place(symptoms, part.last.event) if part.last else Place(number)
        same = 1.0 if still.all() else usual_code(measured.code)
        if same >= _ALMOST_ALL:
            yield _code(part, measured, same, place)
        elif is_constant(measured):
            yield _output(part, measured, place)
        elif still.mean() > _MANY and (part.lost("alive") or part.task.measure.kind != "sparsity"):
            yield _units(part, float(still.mean()), len(still), place)


def _code(part: Part, measured: Measured, same: float, place: Place) -> Finding:
    zero = not np.any(np.median(measured.code, axis=0))
    penalty = _penalty(part)
    if penalty:
        cause = text("The penalty {penalty} is so strong that the cheapest code is one of zeros.", penalty=penalty)
        fix, code = text("Weaken it."), "activity_regularizer=keras.regularizers.l1(1e-5)"
    elif zero:
        cause = text("Every relu unit of the code is at 0 for every image, and a unit there gets no gradient.")
        fix, code = text("Leave the code without an activation, and lower the learning rate."), _LINEAR
    else:
        cause = text("No unit of the code changes with the image, so the decoder learns a single one, their mean.")
        fix, code = text("Look at the code layer: its weights must be trainable, and start at random."), ""
    return Finding(
        code="collapsed-code",
        weight=MODEL + 5,
        task=part.task.id,
        place=place,
        measured=text("{percent:.4g} % of the test images have the same code", percent=100 * same),
        symptom=text("The code is the same for every image."),
        cause=cause,
        fix=fix,
        code_fix=code,
        explains=frozenset({"constant-output", "dead-units", "loss-still-falling", "blurred"}),
    )


def _output(part: Part, measured: Measured, place: Place) -> Finding:
    return Finding(
        code="constant-output",
        weight=MODEL,
        task=part.task.id,
        place=place,
        measured=text(
            "its outputs vary by {percent:.2g} % of what the images do", percent=100 * output_spread(measured)
        ),
        symptom=text("The model draws the same image, whatever it is shown."),
        cause=text("Always answering with the mean image is the first thing learnt; this training got no farther."),
        fix=text("Train longer, with Adam at its default learning rate, and check the scaling of the images."),
        code_fix=f'{model_name(part)}.compile(optimizer="adam", loss="mse")',
        explains=frozenset({"dead-units", "blurred"}),
    )


def _units(part: Part, share: float, units: int, place: Place) -> Finding:
    penalty = _penalty(part)
    cause: Text = text("A relu unit that is at 0 for every image gets no gradient, and stays there.")
    fix, code = text("Leave the code without an activation, or lower the learning rate."), _LINEAR
    if penalty:
        cause = text(
            "The penalty {penalty} keeps them at 0 for every image, where they get no gradient.", penalty=penalty
        )
        fix, code = text("Weaken it."), "activity_regularizer=keras.regularizers.l1(1e-4)"
    return Finding(
        code="dead-units",
        weight=MODEL - 5,
        task=part.task.id,
        place=place,
        measured=text("{dead} of {units} units", dead=round(share * units), units=units),
        symptom=text("Most units of the code are dead: no image moves them."),
        cause=cause,
        fix=fix,
        code_fix=code,
    )


def _penalty(part: Part) -> str:
    """The penalty on the activations of a layer, as Keras describes it."""
    layers = part.case.snapshot.layers if part.case.snapshot else []
    return next((layer.activity_regularizer[:60] for layer in layers if layer.activity_regularizer), "")
