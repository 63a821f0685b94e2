"""`salt_pepper`: the model was shown images with some pixels set to black or white, and asked for the clean ones.

The noise may be a layer of the model, as "Métodos Generativos" describes it: then its training saw clean images, and
what tells is that it restores pixels all the same.
"""

from typing import Final

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs
from grader.criteria.noise_layer import left_on
from grader.criteria.protocol import Case, Judgement, register
from grader.criteria.trained_to_denoise import not_denoising, same_for_all
from grader.i18n import text
from grader.measurement import Denoising
from grader.metrics.impulse import Impulses
from grader.outcome import Outcome
from grader.provenance import Noise

__all__ = ["judge"]

#: Share of the replaced pixels that must be black or white; what JPEG or rounding leaves of it.
_ALL: Final = 0.9
#: Error over that of the best linear denoiser up to which a model must have been shown masked pixels: trained on zeros
#: 1.03 (a layer of the model) to 1.35, one that never saw any 2.5.
_RESTORES: Final = 1.8


@register("salt_pepper")
def judge(spec: CriterionSpec, case: Case) -> Judgement:
    """The share of pixels replaced lies in `params.share`, a pair; zeros alone are enough.

    Another share earns half, and the same pixels in all images nothing.
    """
    low, high = (float(end) for end in spec.params["share"])
    target = f">= {low:g}"
    if case.snapshot is None or not case.history:
        return Judgement(Outcome.SKIPPED, 0.0, case.problem or text("No trained model was found."), target=target)
    last = case.history[-1]
    if last.provenance.target == "same" and last.noise is None:
        return _inside(spec, case)
    wrong = not_denoising(last) or same_for_all(last)
    if wrong is not None:
        return Judgement(Outcome.FAIL, 0.0, wrong, target=target)
    if last.noise is None:
        message = text("It cannot be told what was added to the inputs of the training.")
        return Judgement(Outcome.UNVERIFIED, 0.0, message, target=target, review=True)
    found = _impulses(last.noise)
    if found is None or found.at_the_ends < _ALL:
        message = text(
            "The noise changes pixels by any amount; salt and pepper set some of them to 0 or 1 and leave the others."
        )
        return Judgement(Outcome.FAIL, 0.0, message, found.share if found else None, target=target)
    if low <= found.share <= high:
        message = text(
            "Trained on images with {percent:.0f} % of their pixels set to 0 or 1, and clean targets.",
            percent=100 * found.share,
        )
        return Judgement(Outcome.PASS, 1.0, message, found.share, target=target)
    message = text(
        "{percent:.0f} % of the pixels were set to 0 or 1: between {low:.0f} and {high:.0f} % it is a task.",
        percent=100 * found.share,
        low=100 * low,
        high=100 * high,
    )
    return Judgement(Outcome.PARTIAL, 0.5, message, found.share, target=target)


@needs(Denoising)
def _inside(spec: CriterionSpec, case: Case, measured: Denoising) -> Judgement:
    """Trained on clean images: a layer of the model spoilt them, or nothing did."""
    target = f">= {float(spec.params['share'][0]):g}"
    wrong = left_on(measured)
    if wrong is None and measured.error > _RESTORES * measured.linear_error:
        wrong = text("The inputs of the training had no noise: train with noisy images as x and the clean ones as y.")
    if wrong is not None:
        return Judgement(Outcome.FAIL, 0.0, wrong, target=target)
    message = text("Trained on clean pairs it restores pixels set to 0: a layer of its own sets them.")
    return Judgement(Outcome.PASS, 1.0, message, target=target)


def _impulses(noise: Noise) -> Impulses | None:
    """None for noise of which only a deviation is known: that of a Gaussian layer."""
    if noise.levels is None or noise.values is None:
        return None
    return Impulses.of(noise.levels / 255.0, noise.values.astype(float))
