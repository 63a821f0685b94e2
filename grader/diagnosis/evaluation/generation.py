"""New images from a plain autoencoder, by decoding random numbers."""

import ast
from collections.abc import Iterator
from typing import Final

import numpy as np

from grader.diagnosis.finding import ADVICE, Finding
from grader.diagnosis.source import Code, keyword, last_name, number
from grader.diagnosis.symptoms import Symptoms
from grader.i18n import text

__all__ = ["generated"]

_DRAWS: Final = ("normal", "standard_normal", "randn", "uniform", "rand", "random")
#: What a variational autoencoder has in its code.
_VARIATIONAL: Final = ("log_var", "logvar", "kl_", "vae", "sampling", "reparam")


def generated(symptoms: Symptoms) -> Iterator[Finding]:
    """A decoder is given random codes as wide as a measured one, and nothing in the notebook is variational."""
    code = symptoms.code
    if _variational(code) or any(part.has("no_generation") for part in symptoms.parts):  # which asks for just that
        return
    sizes = {part.case.measured.code_size: part for part in symptoms.parts if part.case.measured is not None}
    for cell, call in code.calls("predict"):
        width = _random_width(code, call.args[0]) if call.args else None
        part = sizes.get(width or 0)
        if part is None or part.case.measured is None:
            continue
        codes = part.case.measured.code.astype(np.float64)
        yield Finding(
            code="generated-from-plain",
            weight=ADVICE,
            task=part.task.id,
            place=cell.place(call),
            measured=text(
                "the codes of real images have a mean of {mean:.2g} and a deviation of {sd:.2g}",
                mean=float(codes.mean()),
                sd=float(codes.std()),
            ),
            symptom=text("Random codes are decoded to make new images."),
            cause=text(
                "Nothing makes the codes of a plain autoencoder fill the space: what lies between them means nothing."
            ),
            fix=text("Use a variational autoencoder to generate; here, decode points between two real codes."),
            code_fix="mixed = decoder.predict(0.5 * codes[:1] + 0.5 * codes[1:2])",
        )
        return


def _variational(code: Code) -> bool:
    words = " ".join(node.id.lower() for cell in code.cells for node in cell.nodes if isinstance(node, ast.Name))
    names = " ".join(
        node.name.lower()
        for cell in code.cells
        for node in cell.nodes
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    )
    return any(word in words or word in names for word in _VARIATIONAL)


def _random_width(code: Code, node: ast.expr) -> int | None:
    """The last length of the shape of a random array; None for anything else."""
    if isinstance(node, ast.Name):
        values = code.values(node.id)
        widths = {_random_width(code, value) for value in values if not isinstance(value, ast.Name)}
        return widths.pop() if len(widths) == 1 else None
    if not isinstance(node, ast.Call) or last_name(node.func) not in _DRAWS:
        return None
    shape = keyword(node, "size") or keyword(node, "shape") or (node.args[-1] if node.args else None)
    last = shape.elts[-1] if isinstance(shape, ast.Tuple) and shape.elts else shape
    return number(code, last)
