"""`convolutional`: encoder and decoder use spatial convolutions, judged by what the model loses without them."""

from typing import Final

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register
from grader.i18n import text
from grader.measurement import Measured
from grader.outcome import Outcome

__all__ = ["judge"]

#: Error over that of the mean image above which a model answers every image alike: nothing of the encoder shows then.
_ALIKE: Final = 0.97


@register("convolutional")
@needs(Measured)
def judge(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """How many times larger the error gets when a half's kernels keep only their centre; half the points each."""
    if spec.bounds is None:
        raise ValueError("convolutional needs bounds")
    halves = [measured.encoder_effect, measured.decoder_effect]
    working = [effect is not None and spec.bounds.met(effect) for effect in halves]
    found = [effect for effect in halves if effect is not None]
    value = min(found) if len(found) == 2 else None
    target = spec.bounds.describe() + " ×"
    if all(working):
        message = text(
            "Without its spatial convolutions the error grows {encoder:.1f} times (encoder) and {decoder:.1f} times "
            "(decoder).",
            encoder=measured.encoder_effect or 0.0,
            decoder=measured.decoder_effect or 0.0,
        )
        return Judgement(Outcome.PASS, 1.0, message, value, target=target)
    if working[0]:
        message = text(
            "The encoder is convolutional, the decoder is not: use Conv2DTranspose, or UpSampling2D and Conv2D."
        )
    elif working[1] and measured.error > _ALIKE * measured.mean_image_error:
        message = text(
            "The decoder is convolutional. Whether the encoder is cannot be seen: the model answers every image alike."
        )
    elif working[1]:
        message = text("The decoder is convolutional, the encoder is not: use Conv2D with strides or pooling.")
    else:
        message = text("No convolution contributes to the reconstruction: asked is a convolutional autoencoder.")
    outcome = Outcome.PARTIAL if any(working) else Outcome.FAIL
    return Judgement(outcome, 0.5 * sum(working), message, value, target=target)
