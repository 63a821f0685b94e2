"""A histogram or a ROC-AUC computed on images of the training split."""

import ast
from collections.abc import Iterator
from typing import Final

from grader.diagnosis.evaluation.training_images import training_names
from grader.diagnosis.finding import EVALUATION, Finding
from grader.diagnosis.symptoms import Symptoms
from grader.diagnosis.trainings import model_name
from grader.i18n import text

__all__ = ["evaluated_on_training"]

_SHOWS: Final = ("hist", "histplot", "kdeplot", "histogram", "roc_auc_score", "roc_curve")


def evaluated_on_training(symptoms: Symptoms) -> Iterator[Finding]:
    """What is drawn or scored comes from the training split alone, and agrees with no test image's error."""
    part = next((part for part in symptoms.parts if part.lost("histogram", "reported", "error_as_score")), None)
    if part is None:
        return
    train, test = training_names(symptoms.code)
    for cell, call in symptoms.code.calls(*_SHOWS, *symptoms.code.callers(*_SHOWS)):
        used = {node.id for given in (*call.args, *(k.value for k in call.keywords)) for node in ast.walk(given)
                if isinstance(node, ast.Name)}  # fmt: skip
        if used & train and not used & test:
            yield Finding(
                code="evaluated-on-training",
                weight=EVALUATION,
                task=part.task.id,
                place=cell.place(call),
                symptom=text("What is shown are errors of training images."),
                cause=text("The model has seen these images, so their error says little about new ones."),
                fix=text("Compute the errors of all test images, and compare with `y_test`."),
                code_fix=(
                    f"reconstructions = {model_name(part)}.predict(x_test, batch_size=500)\n"
                    "errors = np.square(x_test - reconstructions).reshape(len(x_test), -1).mean(axis=1)"
                ),
            )
            return
