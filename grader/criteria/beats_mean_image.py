"""`beats_mean_image`: the model tells images apart instead of always answering with their mean."""

from typing import Final

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register, verdict
from grader.criteria.wording import images_of
from grader.i18n import text
from grader.measurement import Measured

__all__ = ["judge"]

#: Above this it is not for want of training.
_WORSE: Final = 1.05


@register("beats_mean_image")
@needs(Measured)
def judge(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """Its error over that of the mean image of the same images: 1 where nothing was learnt, whatever the class."""
    value = measured.error / max(measured.mean_image_error, 1e-12)
    if spec.bounds is not None and spec.bounds.met(value):
        message = text(
            "The model reconstructs {images} with an error of {mse:.4f}; their mean image has {mean:.4f}.",
            images=images_of(measured),
            mse=measured.error,
            mean=measured.mean_image_error,
        )
    elif value > _WORSE:
        message = text(
            "The error of {images} is {mse:.4f}, more than the {mean:.4f} of always answering with their mean image: "
            "look at what it was trained on, at the scale of its images and targets, and at what it draws.",
            images=images_of(measured),
            mse=measured.error,
            mean=measured.mean_image_error,
        )
    else:
        message = text(
            "The error of {images} is {mse:.4f}, hardly less than the {mean:.4f} of always answering with their mean "
            "image: train longer.",
            images=images_of(measured),
            mse=measured.error,
            mean=measured.mean_image_error,
        )
    return verdict(spec, value, message)
