"""`contraction`: the code hardly moves when the image does."""

from typing import Final

import numpy as np

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register, verdict
from grader.criteria.shows_numbers import number
from grader.i18n import text
from grader.measurement import Answer, Challenge, Measured, Question
from grader.metrics.sensitivity import sensitivity, total_variance
from grader.outcome import Outcome

__all__ = ["judge", "nudged"]

#: Of 1,000 images the shift is known to 1 %.
_IMAGES: Final = 1_000
#: Standard deviation of the noise per pixel: one that students would see, and one that is small for a Jacobian.
_NOISE: Final = 0.1
_SMALL: Final = 0.02


def nudged(spec: CriterionSpec, challenge: Challenge) -> Question:
    """Shows the first test images under noise of 0.1, and again under noise of 0.02."""
    images = (challenge.dataset.x_test[:_IMAGES] / 255).astype(np.float32)
    rng = np.random.default_rng([challenge.private, 11])
    moved = [images + sd * rng.normal(size=images.shape).astype(np.float32) for sd in (_NOISE, _SMALL)]
    return Question(("nudged", _IMAGES, _NOISE, _SMALL), images=np.concatenate(moved))


@register("contraction", asks=nudged)
@needs(Measured)
def judge(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """Mean squared shift of the code under noise of 0.1 per pixel, relative to the variance of the code itself."""
    answer = measured.answers.get(spec.id)
    if answer is None or not len(answer.code):
        reason = text("There was no model to measure.")
        return Judgement(Outcome.SKIPPED, 0.0, reason, target=spec.bounds.describe() if spec.bounds else "")
    half = len(answer.code) // 2
    value = sensitivity(measured.code[:half], answer.code[:half], total_variance(measured.code))
    figures = {"percent": 100 * value, "sd": _NOISE}
    if spec.bounds is None or spec.bounds.met(value):
        message = text(
            "Noise of {sd:.1f} on the image moves the code by {percent:.1f} % of its variance: it is contractive.",
            **figures,
        )
    else:
        message = text(
            "Noise of {sd:.1f} on the image moves the code by {percent:.1f} % of its variance, as much as without a "
            "penalty or more. Is the squared norm of the encoder's Jacobian in the loss, and does the code still tell "
            "images apart?",
            **figures,
        )
    return verdict(spec, value, message)


@number("jacobian_norm", r"jacob|frobenius|norma|norm\b|contrac", text("the squared norm of the encoder's Jacobian"))
def _jacobian_norm(case: Case, measured: Measured) -> float | None:
    """By finite differences: the mean squared shift under small noise over that noise's variance."""
    found = [answer for answer in measured.answers.values() if len(answer.images) == 2 * _IMAGES]
    return _squared_norm(measured, found[0]) if found else None


def _squared_norm(measured: Measured, answer: Answer) -> float:
    half = len(answer.code) // 2
    moved = answer.code[half:].astype(np.float64) - measured.code[: len(answer.code) - half]
    return float(np.square(moved).sum(axis=1).mean() / _SMALL**2)
