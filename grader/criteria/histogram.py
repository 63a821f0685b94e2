"""`histogram`: a figure of the notebook shows the error of the normal class and of the rest, apart."""

from typing import Final

import numpy as np

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register, verdict
from grader.criteria.wording import normal_class, normal_names
from grader.i18n import text
from grader.measurement import Detection
from grader.metrics.drawn import DrawnSplit, find_split
from grader.outcome import Outcome

__all__ = ["judge"]

_REASONS: Final[dict[str, str]] = {
    "no_figure": text(
        "The notebook draws no figure: draw the histogram of the test images' MSE, {name} and the rest."
    ).msgid,
    "no_histogram": text("None of the figures is a histogram of the reconstruction error.").msgid,
    "one_series": text("A histogram is drawn, but not split into {name} and the rest.").msgid,
    "no_match": text(
        "No two drawn series are the errors this model makes on the test images of {name} and on the other ones."
    ).msgid,
    "by_threshold": text(
        "The two drawn groups are the errors below a threshold and those above it: they cannot overlap, whatever the "
        "model does. Divide them by the images' labels, {name} and the rest."
    ).msgid,
    "too_coarse": text("The histogram has too few bins to tell {name} from the rest.").msgid,
    "swapped": text("The labels of the histogram are swapped: the series called {name} holds the rest.").msgid,
}


@register("histogram")
@needs(Detection)
def judge(spec: CriterionSpec, case: Case, measured: Detection) -> Judgement:
    """Two drawn series follow the measured errors of each class, and overlap (0..1) no more than the bound."""
    by_class = [measured.errors[measured.labels == label] for label in np.unique(measured.labels)]
    found = find_split(
        case.figures,
        measured.errors[measured.normal],
        measured.errors[~measured.normal],
        errors_by_class=by_class,
        normal_names=normal_names(measured),
    )
    name = normal_class(measured)
    if not isinstance(found, DrawnSplit):
        target = spec.bounds.describe() if spec.bounds else ""
        return Judgement(Outcome.FAIL, 0.0, text(_REASONS[found.reason], name=name), target=target)
    message = text(
        "The histogram shows {name} and the rest as measured; as drawn they overlap by {percent:.0f} %.",
        name=name,
        percent=100 * found.overlap,
    )
    return verdict(spec, found.overlap, message)
