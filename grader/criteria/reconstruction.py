"""`reconstruction`: the mean squared error of the normal class's test images is within bounds."""

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs_measurement
from grader.criteria.protocol import Case, Judgement, register, verdict
from grader.i18n import text
from grader.measurement import Detection

__all__ = ["judge"]


@register("reconstruction")
@needs_measurement
def judge(spec: CriterionSpec, case: Case, measured: Detection) -> Judgement:
    """Mean over the test images of the normal class, per pixel on the 0..1 scale."""
    value = measured.normal_error
    if spec.bounds is not None and spec.bounds.met(value):
        message = text("The model reconstructs unseen T-shirts with a mean squared error of {mse:.4f}.", mse=value)
    else:
        message = text(
            "The mean squared error of unseen T-shirts is {mse:.4f}; always answering with the mean T-shirt gives "
            "0.052. Train longer, or with a larger code.",
            mse=value,
        )
    return verdict(spec, value, message)
