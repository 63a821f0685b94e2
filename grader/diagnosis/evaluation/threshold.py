"""A threshold of mean + 2 standard deviations taken from the very mix of images that it is to sort.

A trap of the lessons' own text (facts: with half anomalies the threshold lies above every error, and flags nothing).
"""

import ast
from collections.abc import Iterator
from typing import Final

from grader.diagnosis.evaluation.training_images import training_names
from grader.diagnosis.finding import EVALUATION, Finding
from grader.diagnosis.source import last_name
from grader.diagnosis.symptoms import Symptoms
from grader.diagnosis.trainings import model_name
from grader.i18n import text
from grader.measurement import Detection

__all__ = ["threshold_of_the_mix"]

_FEW: Final = 0.5  # share of anomalies found, below which the threshold is of little use


def threshold_of_the_mix(symptoms: Symptoms) -> Iterator[Finding]:
    """`mean(e) + k * std(e)` with the errors of all test images, where that finds less than half of the anomalies."""
    part = next((part for part in symptoms.parts if isinstance(part.case.measured, Detection)), None)
    measured = part.case.measured if part else None
    if part is None or not isinstance(measured, Detection):
        return
    _, test = training_names(symptoms.code)
    for cell in symptoms.code.cells:
        for node in cell.nodes:
            found = _mean_and_deviation(node)
            if found is None or found[0] not in test:
                continue
            limit = measured.errors.mean() + found[1] * measured.errors.std()
            flagged = float((measured.errors[~measured.normal] > limit).mean())
            if flagged < _FEW:
                yield Finding(
                    code="threshold-of-the-mix",
                    weight=EVALUATION - 10,
                    task=part.task.id,
                    place=cell.place(node),
                    measured=text("{percent:.0f} % of the anomalies lie above it", percent=100 * flagged),
                    symptom=text("The threshold lets most anomalies pass."),
                    cause=text(
                        "It is taken from errors that hold the anomalies themselves, which raise mean and spread."
                    ),
                    fix=text("Take it from the errors of normal training images alone."),
                    code_fix=(
                        f"made = {model_name(part)}.predict(normal, batch_size=500)\n"
                        "own = np.square(normal - made).reshape(len(normal), -1).mean(axis=1)\n"
                        "threshold = own.mean() + 2 * own.std()"
                    ),
                )
                return


def _mean_and_deviation(node: ast.AST) -> tuple[str, float] | None:
    """Name and factor of `mean(e) + k * std(e)`."""
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Add):
        return None
    spread = node.right
    if not isinstance(spread, ast.BinOp) or not isinstance(spread.op, ast.Mult):
        return None
    sides = (spread.left, spread.right)
    factor = next((side.value for side in sides if isinstance(side, ast.Constant)), None)
    name = _of(node.left, "mean")
    if not isinstance(factor, int | float) or not name or name not in (_of(side, "std") for side in sides):
        return None
    return name, float(factor)


def _of(node: ast.AST, statistic: str) -> str:
    """`e` of `np.mean(e)` and of `e.mean()`."""
    if not isinstance(node, ast.Call) or last_name(node.func) != statistic or not isinstance(node.func, ast.Attribute):
        return ""
    holder = node.args[0] if node.args else node.func.value
    return holder.id if isinstance(holder, ast.Name) else ""
