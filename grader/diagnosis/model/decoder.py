"""A decoder of dense layers for images: many parameters, and no notion of neighbouring pixels."""

from collections.abc import Iterator

from grader.diagnosis.finding import MODEL, Finding, Place
from grader.diagnosis.source import Code, number
from grader.diagnosis.symptoms import Symptoms
from grader.exchange.evidence import Layer
from grader.i18n import text

__all__ = ["dense_decoder"]

_TRANSPOSED = 16 * 3 * 3 + 1  # parameters of Conv2DTranspose(1, 3) on 16 channels


def dense_decoder(symptoms: Symptoms) -> Iterator[Finding]:
    """Where convolutions are asked for, the decoder has none that counts, and ends in a dense layer of all pixels."""
    for part in symptoms.parts:
        measured, snapshot = part.case.measured, part.case.snapshot
        if not part.lost("convolutional") or measured is None or snapshot is None:
            continue
        if measured.decoder_effect is not None and measured.decoder_effect > 1.05:
            continue
        parameters = _last_dense(snapshot.layers, measured.code_size, measured.image_size)
        if parameters is None:
            continue
        yield Finding(
            code="dense-decoder",
            weight=MODEL,
            task=part.task.id,
            place=_place(symptoms.code, measured.image_size) or Place(symptoms.code.cells[snapshot.cell].number),
            measured=text(
                "{dense:,} parameters in the last layer; Conv2DTranspose(1, 3) on 16 channels has {conv}",
                dense=parameters,
                conv=_TRANSPOSED,
            ),
            symptom=text("The decoder draws the image with a dense layer."),
            cause=text("It has a weight of its own for every pixel and unit, and must learn each place anew."),
            fix=text("Grow the image from a small one with Conv2DTranspose."),
            code_fix=(
                "layers.Dense(7 * 7 * 32, activation='relu'),\n"
                "layers.Reshape((7, 7, 32)),\n"
                "layers.Conv2DTranspose(16, 3, strides=2, padding='same', activation='relu'),\n"
                "layers.Conv2DTranspose(1, 3, strides=2, padding='same', activation='sigmoid'),"
            ),
        )


def _last_dense(layers: list[Layer], code: int, pixels: int) -> int | None:
    """Weights and biases of the last dense layer, if it makes all pixels of an image."""
    units = [layer.units for layer in layers if layer.class_name == "Dense" and layer.units]
    if not units or units[-1] != pixels:
        return None
    before = units[-2] if len(units) > 1 else code
    return (before + 1) * pixels


def _place(code: Code, pixels: int) -> Place | None:
    found = [c.place(call) for c, call in code.calls("Dense") if call.args and number(code, call.args[0]) == pixels]
    return found[0] if len(found) == 1 else None
