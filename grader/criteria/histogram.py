"""`histogram`: a figure of the notebook shows the error of the normal class and of the rest, apart."""

from typing import Final

import numpy as np

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs_measurement
from grader.criteria.protocol import Case, Judgement, register, verdict
from grader.i18n import Text, text
from grader.measurement import Detection
from grader.metrics.drawn import DrawnSplit, find_split
from grader.outcome import Outcome

__all__ = ["judge"]

_REASONS: Final[dict[str, Text]] = {
    "no_figure": text(
        "The notebook draws no figure: draw the histogram of the test images' MSE, T-shirts and the rest."
    ),
    "no_histogram": text("None of the figures is a histogram of the reconstruction error."),
    "one_series": text("A histogram is drawn, but not split into T-shirts and the rest."),
    "no_match": text(
        "No two drawn series are the errors this model makes on the test T-shirts and on the other test images."
    ),
    "too_coarse": text("The histogram has too few bins to tell T-shirts from the rest."),
    "swapped": text("The labels of the histogram are swapped: the series called T-shirt holds the other garments."),
}


@register("histogram")
@needs_measurement
def judge(spec: CriterionSpec, case: Case, measured: Detection) -> Judgement:
    """Two drawn series follow the measured errors of each class, and overlap (0..1) no more than the bound."""
    by_class = [measured.errors[measured.labels == label] for label in np.unique(measured.labels)]
    found = find_split(
        [figure for evidence in case.cells for figure in evidence.figures],
        measured.errors[measured.normal],
        measured.errors[~measured.normal],
        errors_by_class=by_class,
    )
    if not isinstance(found, DrawnSplit):
        target = spec.bounds.describe() if spec.bounds else ""
        return Judgement(Outcome.FAIL, 0.0, _REASONS[found.reason], target=target)
    message = text(
        "The histogram shows T-shirts and the rest as measured; as drawn they overlap by {percent:.0f} %.",
        percent=100 * found.overlap,
    )
    return verdict(spec, found.overlap, message)
