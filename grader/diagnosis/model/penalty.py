"""A penalty on the weights where one on the activations is asked for."""

import ast
from collections.abc import Iterator
from typing import Final

from grader.diagnosis.finding import MODEL, Finding
from grader.diagnosis.source import keyword
from grader.diagnosis.symptoms import Symptoms
from grader.i18n import text
from grader.measurement import Sparsity

__all__ = ["penalty_on_weights"]

_WEIGHTS: Final = "kernel_regularizer"


def penalty_on_weights(symptoms: Symptoms) -> Iterator[Finding]:
    """The code is not sparse, no layer of the model penalises its activations, and the code names the other penalty."""
    for part in symptoms.parts:
        measured, snapshot = part.case.measured, part.case.snapshot
        if not part.lost("sparsity") or not isinstance(measured, Sparsity) or snapshot is None:
            continue
        if any(layer.activity_regularizer for layer in snapshot.layers):
            continue
        found = next(((c, call) for c, call in symptoms.code.calls() if keyword(call, _WEIGHTS) is not None), None)
        if found is None:
            continue
        cell, call = found
        moved = [ast.keyword("activity_regularizer" if k.arg == _WEIGHTS else k.arg, k.value) for k in call.keywords]
        yield Finding(
            code="penalty-on-weights",
            weight=MODEL,
            task=part.task.id,
            place=cell.place(call),
            measured=text("Hoyer's measure {hoyer:.2f}", hoyer=measured.hoyer),
            symptom=text("A penalty is there, and the code is not sparse."),
            cause=text("`kernel_regularizer` makes weights small; activations can be as many as before."),
            fix=text("Put it on the activations of the code."),
            code_fix=ast.unparse(ast.Call(call.func, call.args, moved)),
        )
