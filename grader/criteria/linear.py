"""`linear` and `spans_pca`: an autoencoder without any non-linearity, whose decoder spans the principal subspace."""

from typing import Final

import numpy as np

from grader.assignment import CriterionSpec
from grader.criteria.known_images import components
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register, verdict
from grader.i18n import text
from grader.measurement import Challenge, Codes, Measured, Question, unit_images
from grader.metrics.linearity import nonlinearity
from grader.metrics.principal_angles import cosines
from grader.outcome import Outcome

__all__ = ["judge_linear", "judge_spans_pca"]

_PAIRS: Final = 200


def _middles(spec: CriterionSpec, challenge: Challenge) -> Question:
    """Pairs of test images with their middles, and pairs of codes with theirs."""
    images = unit_images(challenge.dataset)[: 2 * _PAIRS]

    def codes(test: Codes, own: Codes) -> Codes:
        return _with_middles(test[: 2 * _PAIRS])

    return Question(("middles", _PAIRS), _with_middles(images), codes)


@register("linear", asks=_middles)
@needs(Measured)
def judge_linear(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """How far the encoder and the decoder are from affine, the worse of the two; see `metrics.linearity`."""
    answer = measured.answers[spec.id]
    if not len(answer.decoded):
        return Judgement(Outcome.FAIL, 0.0, text("There is no code: the model cannot be taken apart."))
    decoded = answer.decoded.reshape(len(answer.decoded), -1)
    value = max(nonlinearity(*_thirds(answer.code)), nonlinearity(*_thirds(decoded)))
    if spec.bounds is not None and spec.bounds.met(value):
        message = text("Encoder and decoder are linear: the middle of two images is taken to the middle of both.")
    else:
        message = text(
            "The model is not linear: the middle of two images, or codes, comes out {percent:.0f} % away from the "
            "middle of both. Leave out every activation.",
            percent=100 * min(value, 10.0),
        )
    return verdict(spec, value, message)


def _units(spec: CriterionSpec, challenge: Challenge) -> Question:
    """The origin of the code, and a step along each of its units."""

    def codes(test: Codes, own: Codes) -> Codes:
        return np.concatenate([np.zeros((1, test.shape[1]), np.float32), np.diag(test.std(axis=0) + 1e-6)])

    return Question(("units",), codes=codes)


@register("spans_pca", asks=_units)
@needs(Measured)
def judge_spans_pca(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """Mean cosine of the principal angles between the decoder's rows and as many principal components, 0..1.

    Baldi & Hornik 1989: with MSE the optimum of a linear autoencoder is the principal subspace. The encoder's columns
    are free: those of the same models have 0.69. The mean and not the smallest, since the last direction comes long
    after PCA's error is reached: the 16th component of MNIST explains hardly more than the 17th.
    """
    decoded = measured.answers[spec.id].decoded
    if not len(decoded):
        return Judgement(Outcome.FAIL, 0.0, text("There is no code: the model cannot be taken apart."))
    rows = (decoded[1:] - decoded[0]).reshape(len(decoded) - 1, -1)
    found = cosines(rows, components(measured.dataset, len(rows)).rows.astype(np.float32))
    value, smallest = float(found.mean()), float(found.min())
    if spec.bounds is not None and spec.bounds.met(value):
        message = text(
            "The decoder spans the subspace of the first {k} principal components: cosines of {cosine:.3f} on average, "
            "{smallest:.3f} at least.",
            k=len(rows),
            cosine=value,
            smallest=smallest,
        )
    else:
        message = text(
            "The decoder does not span the subspace of the first {k} principal components: the cosines are "
            "{cosine:.3f} on average, {smallest:.3f} at least. Linear throughout, with MSE on centred images or with "
            "biases, it comes there when it is trained long enough.",
            k=len(rows),
            cosine=value,
            smallest=smallest,
        )
    return verdict(spec, value, message)


def _with_middles(rows: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> Codes:
    half = len(rows) // 2
    first, second = rows[:half], rows[half : 2 * half]
    return np.concatenate([first, second, (first + second) / 2]).astype(np.float32)


def _thirds(rows: Codes) -> list[Codes]:
    return np.split(rows, 3)
