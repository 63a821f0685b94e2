"""`overcomplete` and `no_copy`: a code wider than the image, which still does not copy whatever it is shown."""

from typing import Final

import numpy as np

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register, verdict
from grader.criteria.shows_numbers import number
from grader.i18n import text
from grader.measurement import Challenge, Measured, Question
from grader.metrics.reconstruction import reconstruction_error
from grader.outcome import Outcome

__all__ = ["judge_no_copy", "judge_overcomplete", "white_noise"]

#: The mean error on so many is known to less than 1 %.
_IMAGES: Final = 200


@register("overcomplete")
@needs(Measured)
def judge_overcomplete(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """Values of the code, against the pixels of an image."""
    size, pixels, target = measured.code_size, measured.image_size, f">= {measured.image_size}"
    if size >= pixels:
        message = text("The code has {code} values for {pixels} pixels: it is overcomplete.", code=size, pixels=pixels)
        return Judgement(Outcome.PASS, 1.0, message, float(size), target=target)
    message = text(
        "The code has {code} values for {pixels} pixels: an overcomplete one has more values than the image.",
        code=size,
        pixels=pixels,
    )
    return Judgement(Outcome.FAIL, 0.0, message, float(size), target=target)


def white_noise(spec: CriterionSpec, challenge: Challenge) -> Question:
    """Shows images of white noise, each pixel drawn evenly from 0..1."""
    rng = np.random.default_rng([challenge.private, 12])
    return Question(("white_noise", _IMAGES), images=rng.random((_IMAGES, 28, 28)).astype(np.float32))


@register("no_copy", asks=white_noise)
@needs(Measured)
def judge_no_copy(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """Mean squared error on white noise: 0 for a copy, 0.083 for a grey image; who learnt images draws these."""
    answer = measured.answers.get(spec.id)
    if answer is None or not len(answer.images):
        reason = text("There was no model to measure.")
        return Judgement(Outcome.SKIPPED, 0.0, reason, target=spec.bounds.describe() if spec.bounds else "")
    value = float(reconstruction_error(answer.images, answer.outputs).mean())
    if spec.bounds is None or spec.bounds.met(value):
        message = text(
            "It does not copy whatever it is shown: its error on white noise is {noise:.3f}, on test images "
            "{error:.4f}.",
            noise=value,
            error=measured.error,
        )
    else:
        message = text(
            "It copies whatever it is shown, white noise too (error {noise:.3f}): it has learnt nothing about the "
            "images. Penalise the activations of the code.",
            noise=value,
        )
    return verdict(spec, value, message)


@number("noise_error", r"noise|ruido", text("the error on white noise"))
def _noise_error(case: Case, measured: Measured) -> float | None:
    found = [answer for answer in measured.answers.values() if len(answer.images) == _IMAGES]
    return float(reconstruction_error(found[0].images, found[0].outputs).mean()) if found else None
