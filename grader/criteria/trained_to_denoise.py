"""`trained_to_denoise`: the model was shown noisy images and asked for the clean ones."""

from grader.assignment import CriterionSpec
from grader.criteria.protocol import Case, Judgement, register
from grader.i18n import Text, text
from grader.matching import Traced
from grader.outcome import Outcome

__all__ = ["judge", "not_denoising", "same_for_all"]


@register("trained_to_denoise")
def judge(spec: CriterionSpec, case: Case) -> Judgement:
    """The last training had noise in x and not in y; its deviation lies in `params.noise`, a pair on the 0..1 scale.

    Noise of another strength earns half, and one noise for all images nothing.
    """
    low, high = (float(end) for end in spec.params["noise"])
    target = f">= {low:g}"
    if case.snapshot is None or not case.history:
        return Judgement(Outcome.SKIPPED, 0.0, case.problem or text("No trained model was found."), target=target)
    last = case.history[-1]
    noise = last.noise
    wrong = not_denoising(last) or same_for_all(last)
    if wrong is not None:
        return Judgement(Outcome.FAIL, 0.0, wrong, noise.sd if noise else 0.0, target=target)
    if noise is None:
        message = text("It cannot be told what was added to the inputs of the training.")
        return Judgement(Outcome.UNVERIFIED, 0.0, message, target=target, review=True)
    clipped = text("clipped") if noise.clipped else text("not clipped")
    if low <= noise.sd <= high:
        message = text(
            "Trained on noisy inputs (deviation {sd:.2f}, {clipped}) and clean targets.", sd=noise.sd, clipped=clipped
        )
        return Judgement(Outcome.PASS, 1.0, message, noise.sd, target=target)
    message = text(
        "Trained on noisy inputs and clean targets, but the noise has a deviation of {sd:.2f}; asked is about 0.5.",
        sd=noise.sd,
    )
    return Judgement(Outcome.PARTIAL, 0.5, message, noise.sd, target=target)


def not_denoising(last: Traced) -> Text | None:
    """Why the pairs are none of noisy and clean images; None where they may be."""
    found = last.provenance
    noisy_target = found.target == "noisy" or (found.target == "same" and found.noise is not None)
    if noisy_target:
        return text("The targets of the training are noisy too: the target must be the clean image.")
    if found.target in ("same", "none") and last.noise is None:
        return text("The inputs of the training had no noise: train with noisy images as x and the clean ones as y.")
    if found.target in ("inverted", "other"):
        return text("The targets of the training are not the clean versions of its inputs.")
    return None


def same_for_all(last: Traced) -> Text | None:
    """What is wrong where every image was given the same noise."""
    if last.noise is None or not last.noise.fixed:
        return None
    return text(
        "Every image got the same noise, which is then one constant to be learnt by heart: draw it with the shape of "
        "all images, such as x_train.shape."
    )
