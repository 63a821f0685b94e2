"""`variety` and `likeness`: what the decoder makes of draws from the prior; they are the grader's own."""

from typing import Final

import numpy as np

from grader.assignment import CriterionSpec
from grader.criteria.judges import judge_of
from grader.criteria.known_images import training_images
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register, verdict
from grader.i18n import text
from grader.measurement import Challenge, Codes, Images, Measured, Question
from grader.metrics.copies import nearest_distance
from grader.metrics.generated import variety
from grader.outcome import Outcome

__all__ = ["from_prior", "judge_likeness", "judge_variety"]

#: Shares of classes are known to 1 %, the mean distance to 1 %.
_DRAWS: Final = 1_000
_COMPARED: Final = 600
#: Real images that they are compared with; 60,000 lie nearer by 5 %.
_REAL: Final = 20_000
#: A code wider than this has no prior that anybody would draw from.
_WIDEST: Final = 1_000


def from_prior(spec: CriterionSpec, challenge: Challenge) -> Question:
    """Draws from N(0, I), the same for all criteria of this file."""

    def draws(test: Codes, shown: Codes) -> Codes:
        rng = np.random.default_rng([challenge.private, 8])
        width = test.shape[1]
        return rng.normal(size=(_DRAWS if width <= _WIDEST else 0, width)).astype(np.float32)

    return Question(("from_prior", _DRAWS), codes=draws)


@register("variety", asks=from_prior)
@needs(Measured)
def judge_variety(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """Classes that at least 2 % of the draws are of, as a classifier sees them; 10 for real images."""
    images = _decoded(spec, measured)
    if images is None:
        return _nothing(spec)
    judge, accuracy = judge_of(measured.dataset)
    value = variety(judge.classes(images))
    message = text(
        "What the decoder makes of {n} draws from the standard normal distribution is of {classes} different classes, "
        "by a classifier that is right about {percent:.0f} % of the test images.",
        n=len(images),
        classes=value,
        percent=100 * accuracy,
    )
    return verdict(spec, float(value), message)


@register("likeness", asks=from_prior)
@needs(Measured)
def judge_likeness(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """Mean Euclidean distance (28 × 28 pixels, 0..1) of a decoded draw to the training image that is most like it."""
    images = _decoded(spec, measured)
    if images is None:
        return _nothing(spec)
    value = float(nearest_distance(images[:_COMPARED], training_images(measured.dataset, _REAL)).mean())
    if spec.bounds is None or spec.bounds.met(value):
        message = text(
            "What the decoder makes of draws from the standard normal distribution looks like real images: the nearest "
            "one is {distance:.1f} away on average.",
            distance=value,
        )
    else:
        message = text(
            "What the decoder makes of draws from the standard normal distribution looks like no real image: the "
            "nearest one is {distance:.1f} away on average. It was not trained on such codes.",
            distance=value,
        )
    return verdict(spec, value, message)


def _decoded(spec: CriterionSpec, measured: Measured) -> Images | None:
    """The decoded draws (m, 28, 28), clipped to 0..1; None where the decoder had nothing to decode."""
    answer = measured.answers.get(spec.id)
    return np.clip(answer.decoded, 0, 1) if answer is not None and len(answer.decoded) else None


def _nothing(spec: CriterionSpec) -> Judgement:
    message = text("There is no decoder that could be given a draw from the prior.")
    return Judgement(Outcome.FAIL, 0.0, message, target=spec.bounds.describe() if spec.bounds else "")
