"""`variational`: the code of an image is drawn around its mean, by as much as the decoder can bear."""

import numpy as np

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register, verdict
from grader.i18n import text
from grader.measurement import Measured
from grader.outcome import Outcome

__all__ = ["judge"]


@register("variational")
@needs(Measured)
def judge(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """Standard deviation of the code given the image, over the images that of its widest unit: root mean square.

    It is the deviation that was seen to be added, not what a head of the encoder claims. A decoder that makes nothing
    of draws was never given any: such a model is no variational one, whatever it is called.
    """
    if not len(measured.drawn):
        message = text(
            "The code of this model is not drawn at random: it is a plain autoencoder. A variational one decodes "
            "z = z_mean + exp(z_log_var / 2) · eps."
        )
        return Judgement(Outcome.FAIL, 0.0, message, target=spec.bounds.describe() if spec.bounds else "")
    if measured.lost_in_draws > 1:
        message = text(
            "A draw of the code does not show its image: an error of {drawn:.4f}, where its mean has {mean:.4f} and "
            "the mean image {image:.4f}. The decoder was trained on z_mean: give it the draw, z, in training.",
            drawn=float(measured.drawn_errors.mean()),
            mean=float(measured.errors[measured.drawn].mean()),
            image=measured.mean_image_error,
        )
        return Judgement(Outcome.FAIL, 0.0, message, target=spec.bounds.describe() if spec.bounds else "")
    deviation = float(np.sqrt(np.square(measured.deviation.astype(np.float64)).mean(axis=0)).max())
    if spec.bounds is None or spec.bounds.met(deviation):
        message = text("The code is drawn with a standard deviation of {sd:.2f} around its mean.", sd=deviation)
    else:
        message = text(
            "The code is drawn with a standard deviation of only {sd:.4f} around its mean: that is next to none. "
            "z_log_var is the logarithm of a variance, so the standard deviation is exp(z_log_var / 2); and without "
            "the KL term in the loss it shrinks to nothing.",
            sd=deviation,
        )
    return verdict(spec, deviation, message)
