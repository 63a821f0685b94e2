"""`reconstruction`: the mean squared error of unseen images is within bounds."""

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register, verdict
from grader.criteria.wording import images_of
from grader.i18n import text
from grader.measurement import Measured

__all__ = ["judge"]


@register("reconstruction")
@needs(Measured)
def judge(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """Mean over the test images, of a detector those of its normal class; per pixel on the 0..1 scale."""
    value, images = measured.error, images_of(measured)
    if spec.bounds is not None and spec.bounds.met(value):
        message = text(
            "The model reconstructs {images} with a mean squared error of {mse:.4f}.", images=images, mse=value
        )
    else:
        message = text(
            "The mean squared error of {images} is {mse:.4f}; always answering with their mean image gives {mean:.3f}. "
            "Train longer, or look at the activations and the loss.",
            images=images,
            mse=value,
            mean=measured.mean_image_error,
        )
    return verdict(spec, value, message)
