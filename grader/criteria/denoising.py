"""`denoising_gain` and `denoising_advantage`: what the model leaves of noise it has never seen."""

from typing import Final

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register, verdict
from grader.i18n import text
from grader.measurement import Denoising

__all__ = ["judge_advantage", "judge_gain"]

#: Times less error from which on it is worth a number; below, nothing is gained.
_GAINED: Final = 1.05


@register("denoising_gain")
@needs(Denoising)
def judge_gain(spec: CriterionSpec, case: Case, measured: Denoising) -> Judgement:
    """In dB: 10 log10 of the noisy images' error over that of the denoised ones; 0 where nothing is gained.

    The noise is drawn afresh as in the student's own training: clipping it changes what can be gained.
    """
    ratio = measured.noisy_error / max(measured.error, 1e-12)
    figures = {"sd": measured.noise.sd, "noisy": measured.noisy_error, "error": measured.error}
    if ratio > _GAINED:
        message = text(
            "Fresh noise of {sd:.2f} leaves an error of {noisy:.4f}; the model brings it down to {error:.4f}, "
            "{ratio:.1f} times less.",
            ratio=ratio,
            **figures,
        )
    else:
        message = text(
            "Fresh noise of {sd:.2f} leaves an error of {noisy:.4f}, and with the model it is {error:.4f}: nothing is "
            "gained. Look at the training loss, and at what the model draws.",
            **figures,
        )
    judged = verdict(spec, measured.gain, message)
    return Judgement(judged.outcome, judged.share, message, judged.measured, target=f"{judged.target} dB")


@register("denoising_advantage")
@needs(Denoising)
def judge_advantage(spec: CriterionSpec, case: Case, measured: Denoising) -> Judgement:
    """Error left over that of the best linear denoiser on the same noise; an untrained task costs 1.2 and more."""
    value = measured.error / max(measured.linear_error, 1e-12)
    if value < 1:
        message = text(
            "It leaves less noise than the best linear filter does ({error:.4f} against {linear:.4f}).",
            error=measured.error,
            linear=measured.linear_error,
        )
    else:
        message = text(
            "The best linear filter leaves an error of {linear:.4f}, this model {error:.4f}: a longer training, on "
            "noisy inputs and clean targets, brings it down.",
            error=measured.error,
            linear=measured.linear_error,
        )
    return verdict(spec, value, message)
