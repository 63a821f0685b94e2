"""The error of an imputation, told on pixels that were there."""

import re
from collections.abc import Iterator
from typing import Final

from grader.criteria.imputation import errors_by_mask
from grader.criteria.shown import numbers_about
from grader.diagnosis.finding import EVALUATION, Finding
from grader.diagnosis.symptoms import Symptoms
from grader.diagnosis.trainings import model_name
from grader.i18n import text

__all__ = ["error_on_visible"]

_ERROR: Final = re.compile(r"mse|ecm|error|imput|falta|missing", re.IGNORECASE)
#: Share by which a printed figure may differ: other images are masked elsewhere.
_NEAR: Final = 0.08


def error_on_visible(symptoms: Symptoms) -> Iterator[Finding]:
    """A figure of the notebook is the error on the visible pixels, or on all, and none that on the missing ones."""
    for part in symptoms.parts:
        measured = part.case.measured
        if measured is None or not part.has("imputation") or not part.lost("shows_numbers"):
            continue
        shown = {number[0] for number in numbers_about(part.case, _ERROR)}
        for found in errors_by_mask(measured):
            for where, value in (("visible", found.visible), ("all", found.everywhere)):
                if _near(shown, value) and not _near(shown, found.missing):
                    yield _finding(symptoms, part.task.id, where, value, found.missing, model_name(part))
                    return


def _near(shown: set[float], value: float) -> bool:
    return any(abs(one - value) <= _NEAR * value for one in shown)


def _finding(symptoms: Symptoms, task: str, where: str, value: float, missing: float, model: str) -> Finding:
    pixels = text("the visible pixels") if where == "visible" else text("all pixels")
    return Finding(
        code="error-on-visible-pixels",
        weight=EVALUATION,
        task=task,
        measured=text(
            "{value:.4f} on {pixels}, {missing:.4f} on the missing ones", value=value, pixels=pixels, missing=missing
        ),
        symptom=text("The error that the notebook shows is not that of the missing pixels."),
        cause=text("It is averaged over pixels that the model was shown and needs not guess."),
        fix=text("Take the mean over the missing pixels only."),
        code_fix=f"np.square({model}.predict(incomplete) - whole)[missing].mean()",
    )
