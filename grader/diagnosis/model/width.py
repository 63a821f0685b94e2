"""A code as wide as the image, or a way around it: nothing is compressed, and the model copies."""

import ast
from collections.abc import Iterator
from typing import Final

from grader.diagnosis.finding import MODEL, Finding, Place
from grader.diagnosis.source import Code, number
from grader.diagnosis.symptoms import Symptoms
from grader.i18n import Text, text
from grader.measurement import Detection, Measured

__all__ = ["too_wide"]

_JOINS: Final = ("Add", "Concatenate", "Average", "Multiply", "Subtract")


def too_wide(symptoms: Symptoms) -> Iterator[Finding]:
    """The criterion found no bottleneck; what passes through says why."""
    for part in symptoms.parts:
        measured, snapshot = part.case.measured, part.case.snapshot
        if measured is None or snapshot is None or measured.code_size < measured.image_size:
            continue
        if not part.lost("bottleneck", "code_size", "roc_auc"):
            continue
        around = any(layer.class_name in _JOINS for layer in snapshot.layers)
        if around:
            cause = text("A connection leads around the code, so that the image reaches the output without it.")
        else:
            cause = text("With room for as many values as pixels, the easiest thing to learn is to copy the input.")
        yield Finding(
            code="skip-connection" if around else "code-too-wide",
            weight=MODEL + 2,
            task=part.task.id,
            place=_place(symptoms.code, measured.code_size) or Place(symptoms.code.cells[snapshot.cell].number),
            measured=_measured(measured),
            symptom=text("The model copies its input instead of compressing it."),
            cause=cause,
            fix=text("Let all that the decoder gets pass through a code of 32 or 64 values."),
            code_fix="h = layers.Flatten()(h)\ncode = layers.Dense(32, name='code')(h)",
        )


def _measured(measured: Measured) -> Text:
    if isinstance(measured, Detection):
        return text(
            "{code} values for {pixels} pixels, ROC-AUC {auc:.3f}",
            code=measured.code_size,
            pixels=measured.image_size,
            auc=measured.roc_auc,
        )
    return text("{code} values for {pixels} pixels", code=measured.code_size, pixels=measured.image_size)


def _place(code: Code, size: int) -> Place | None:
    """The line that names the code's size, if only one does: a variable, a parameter, or a layer that is no output."""
    found: list[Place] = []
    for cell in code.cells:
        for node in cell.nodes:
            if isinstance(node, ast.Assign) and number(code, node.value) == size:
                found.append(cell.place(node))
            elif isinstance(node, ast.FunctionDef):
                found += [cell.place(node) for value in node.args.defaults if number(code, value) == size]
    layers = [c.place(call) for c, call in code.calls("Dense") if call.args and number(code, call.args[0]) == size]
    hidden = layers[:-1]  # the last one makes the pixels
    places = list(dict.fromkeys([*found, *hidden]))
    return places[0] if len(places) == 1 else None
