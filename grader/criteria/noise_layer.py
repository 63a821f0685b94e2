"""`noise_layer`: the noise is a layer of the model, added to clean images while it trains and never after."""

from typing import Final

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register
from grader.i18n import Text, text
from grader.measurement import Denoising
from grader.outcome import Outcome

__all__ = ["judge", "left_on"]

#: Error over that of the best linear denoiser up to which a model must have been shown noise: one that never was
#: leaves 1.3 of it.
_DENOISES: Final = 1.1


@register("noise_layer")
@needs(Denoising)
def judge(spec: CriterionSpec, case: Case, measured: Denoising) -> Judgement:
    """A layer such as GaussianNoise, whose deviation lies in `params.noise`, a pair on the 0..1 scale.

    Noise of another strength earns half. A layer of the student's own is not known by its name: whoever was given
    clean pairs and takes noise away all the same has one.
    """
    low, high = (float(end) for end in spec.params["noise"])
    target = f">= {low:g}"
    problem = _outside(case) or left_on(measured)
    amount = _amount(case)
    if problem is None and amount is None and not _denoises(measured):
        problem = text("The model has no noise layer: put layers.GaussianNoise(0.5) at the start of the encoder.")
    if problem is not None:
        return Judgement(Outcome.FAIL, 0.0, problem, target=target)
    if amount is None:
        message = text("Trained on clean pairs it takes noise away: a layer of its own adds it.")
        return Judgement(Outcome.PASS, 1.0, message, target=target)
    if low <= amount <= high:
        message = text("A layer of the model adds noise of {sd:.2f}, in training only.", sd=amount)
        return Judgement(Outcome.PASS, 1.0, message, amount, target=target)
    message = text("The noise layer adds a deviation of {sd:.2f}; asked is about 0.5.", sd=amount)
    return Judgement(Outcome.PARTIAL, 0.5, message, amount, target=target)


def _outside(case: Case) -> Text | None:
    if case.history and case.history[-1].provenance.target == "clean":
        return text(
            "The noise was added to the images before the training: here it is to be a layer of the model, and the "
            "images go in clean."
        )
    if case.history and case.history[-1].provenance.noise is not None:
        return text("The targets of the training are noisy too: the target must be the clean image.")
    return None


def left_on(measured: Denoising) -> Text | None:
    """What is wrong where a layer of noise is at work in inference, too."""
    if not measured.draws:
        return None
    return text(
        "The model adds noise when it predicts, too: let the layer add it in training only, without training=True."
    )


def _amount(case: Case) -> float | None:
    """The noise of its layer on the 0..1 scale; None where no known layer adds any."""
    last = case.history[-1] if case.history else None
    return last.noise.sd if last is not None and last.noise is not None else None


def _denoises(measured: Denoising) -> bool:
    return measured.error <= _DENOISES * measured.linear_error
