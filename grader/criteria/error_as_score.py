"""`error_as_score`: the notebook uses the reconstruction error to tell anomalies from the normal class."""

import re
from typing import Final

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register
from grader.criteria.shown import neighbouring_cells, numbers_about, shown_aucs
from grader.criteria.wording import normal_names
from grader.i18n import text
from grader.measurement import Detection
from grader.metrics.drawn import DrawnSplit, find_split
from grader.outcome import Outcome

__all__ = ["judge"]

_TOLERANCE: Final = 0.02
_ERROR: Final = re.compile(r"mse|error|anom|normal|reconstr|score|puntuaci", re.IGNORECASE)
#: Share by which a printed mean error may differ: it may be that of a part of the images, or of training ones.
_NEAR: Final = 0.08


@register("error_as_score")
@needs(Detection)
def judge(spec: CriterionSpec, case: Case, measured: Detection) -> Judgement:
    """Any of: a ROC-AUC as measured, a histogram of both errors as measured, or both mean errors.

    The anomaly may be one class, or all others together.
    """
    for found, message in (
        (_auc, text("The notebook shows the ROC-AUC of the error, as measured.")),
        (_histogram, text("The notebook draws the errors of the normal class and of the anomaly, as measured.")),
        (_means, text("The notebook shows the mean errors of the normal class and of the anomaly, as measured.")),
    ):
        if found(case, measured):
            return Judgement(Outcome.PASS, 1.0, message)
    turned = any(abs(1 - value - measured.roc_auc) <= _TOLERANCE for value in shown_aucs(case))
    if turned:
        message = text(
            "The ROC-AUC shown is 1 - {measured:.3f}: the sign is turned around. A normal image has a small error, so "
            "its score must be -MSE.",
            measured=measured.roc_auc,
        )
        return Judgement(Outcome.FAIL, 0.0, message)
    message = text(
        "Nothing the notebook shows is this model's error as an anomaly score: print its ROC-AUC ({auc:.3f} against "
        "all other classes), or draw the histogram of both errors on test images.",
        auc=measured.roc_auc,
    )
    return Judgement(Outcome.FAIL, 0.0, message)


def _auc(case: Case, measured: Detection) -> bool:
    shown = shown_aucs(case)
    against_one = any(abs(value - auc) <= _TOLERANCE / 2 for value in shown for auc in measured.auc_against.values())
    return against_one or any(abs(value - measured.roc_auc) <= _TOLERANCE for value in shown)


def _histogram(case: Case, measured: Detection) -> bool:
    inside, names = measured.errors[measured.normal], normal_names(measured)
    others = [~measured.normal, *(measured.labels == label for label in measured.auc_against)]
    return any(
        isinstance(find_split(case.figures, inside, measured.errors[other], normal_names=names), DrawnSplit)
        for other in others
    )


def _means(case: Case, measured: Detection) -> bool:
    """Both together: among all numbers of a notebook some two are near by chance."""
    others = [~measured.normal, *(measured.labels == label for label in measured.auc_against)]
    means = [float(measured.errors[other].mean()) for other in others]
    for part in neighbouring_cells(case):
        shown = [meant for number in numbers_about(part, _ERROR) for meant in number]
        inside, *outside = ([abs(one - value) <= _NEAR * value for one in shown] for value in (measured.error, *means))
        if any(inside) and any(map(any, outside)):
            return True
    return False
