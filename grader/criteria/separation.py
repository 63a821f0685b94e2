"""`separation`: how little the measured errors of the normal class and of the others overlap."""

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register, verdict
from grader.criteria.wording import normal_class
from grader.i18n import text
from grader.measurement import Detection
from grader.metrics.overlap import overlap_coefficient

__all__ = ["judge"]


@register("separation")
@needs(Detection)
def judge(spec: CriterionSpec, case: Case, measured: Detection) -> Judgement:
    """Overlap coefficient of the two histograms of the error, 0 (apart) to 1 (the same)."""
    value = overlap_coefficient(measured.errors[measured.normal], measured.errors[~measured.normal])
    message = text(
        "The measured errors of {name} and of the rest overlap by {percent:.0f} %.",
        name=normal_class(measured),
        percent=100 * value,
    )
    return verdict(spec, value, message)
