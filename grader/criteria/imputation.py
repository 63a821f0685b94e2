"""`imputation` and `trained_to_impute`: the model fills in pixels that it was not shown.

Only missing pixels count (Little & Rubin 2002): those that are there need not be guessed.
"""

import re
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from grader.assignment import CriterionSpec
from grader.criteria.known_images import training_images
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register, verdict
from grader.criteria.shown import numbers_about
from grader.criteria.shows_numbers import number
from grader.criteria.trained_to_denoise import not_denoising
from grader.i18n import text
from grader.measurement import Challenge, Denoising, Measured, Question
from grader.metrics.erased import Erased
from grader.metrics.masked import masked_error
from grader.outcome import Outcome
from grader.provenance import Noise

__all__ = ["MaskedErrors", "errors_by_mask", "judge", "judge_pairs"]

Mask = NDArray[np.bool_]

#: Test images that are shown with pixels missing.
_SHOWN: Final = 1_000
#: Side of the block that is missing, and share of the pixels that are missing at random where training had none.
_BLOCK: Final = 10
_HALF: Final = 0.5
#: Share of the pixels changed that must have the same value.
_ALIKE: Final = 0.9
_SEED: Final = 156
#: Words beside the figures that a notebook shows, and how near a shown figure is to the one it may mean.
_MISSING: Final = r"falta|missing|imput|oculta|hidden|error|mse"
_MEAN: Final = r"media|mean|promedio"
_FIGURES: Final = re.compile(f"{_MISSING}|{_MEAN}", re.IGNORECASE)
_NEAR: Final = 0.1


class MaskedErrors(NamedTuple):
    """Mean squared errors of one way to hide pixels: on the missing ones, on those that were there, and on all.

    `mean_image`: what the mean of the training images leaves on the missing ones. `block`: they were a block.
    """

    missing: float
    visible: float
    everywhere: float
    mean_image: float
    block: bool

    @property
    def ratio(self) -> float:
        """The model's error over the mean image's; 1 where it knows no more than that."""
        return self.missing / max(self.mean_image, 1e-12)


def _ask(spec: CriterionSpec, challenge: Challenge) -> Question:
    value, share = _regime(challenge.noise)
    images = (challenge.dataset.x_test[:_SHOWN] / 255).astype(np.float32)
    shown = [np.where(mask, np.float32(value), images) for mask in _masks(len(images), share)]
    return Question(("imputation", _SHOWN, _BLOCK, value, share), images=np.concatenate(shown))


@register("imputation", asks=_ask)
@needs(Measured)
def judge(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """Error on the missing pixels over that of the mean image there, with pixels missing at random or in a block.

    The better of both counts: a model is good at what it was trained for.
    """
    best = _best(measured)
    assert best is not None  # it was asked for by this very criterion
    figures = {"own": best.missing, "mean": best.mean_image, "ratio": best.ratio}
    if best.block:
        message = text(
            "In a missing block of 10×10 pixels its error is {own:.4f}, {ratio:.2f} times the {mean:.4f} of the mean "
            "image.",
            **figures,
        )
    else:
        message = text(
            "On pixels missing at random its error is {own:.4f}, {ratio:.2f} times the {mean:.4f} of the mean image.",
            **figures,
        )
    return verdict(spec, best.ratio, message)


@register("trained_to_impute")
def judge_pairs(spec: CriterionSpec, case: Case) -> Judgement:
    """The last training had images with `params.share` (a pair) of their pixels erased in x, and whole ones in y."""
    low, high = (float(end) for end in spec.params["share"])
    target = f">= {low:g}"
    if case.snapshot is None or not case.history:
        return Judgement(Outcome.SKIPPED, 0.0, case.problem or text("No trained model was found."), target=target)
    last = case.history[-1]
    wrong = not_denoising(last)
    if wrong is not None:
        message = text(
            "The pairs of the training are not incomplete images as x and the whole ones as y: erase pixels of x only."
        )
        return Judgement(Outcome.FAIL, 0.0, message, target=target)
    found = _erased(last.noise)
    if found is None:
        message = text("It cannot be told what was erased from the inputs of the training.")
        return Judgement(Outcome.UNVERIFIED, 0.0, message, target=target, review=True)
    if found.alike < _ALIKE:
        message = text("The inputs of the training are noisy, not incomplete: erase pixels by setting them to 0.")
        return Judgement(Outcome.FAIL, 0.0, message, found.share, target=target)
    message = text(
        "Trained on images with {percent:.0f} % of their pixels erased, and whole targets.", percent=100 * found.share
    )
    outcome = Outcome.PASS if low <= found.share <= high else Outcome.PARTIAL
    return Judgement(outcome, 1.0 if outcome is Outcome.PASS else 0.5, message, found.share, target=target)


def _erased(noise: Noise | None) -> Erased | None:
    if noise is None or noise.levels is None or noise.values is None:
        return None
    return Erased.of(noise.levels / 255.0, noise.values)


def _regime(noise: Noise | None) -> tuple[float, float]:
    """What stands in place of missing pixels, and how many are missing at random, as in the model's own training."""
    found = _erased(noise)
    if found is None or found.alike < _ALIKE:
        return 0.0, _HALF
    return round(found.value, 2), float(np.clip(round(found.share, 1), 0.1, 0.9))


def _masks(count: int, share: float) -> tuple[Mask, Mask]:
    """(count, 28, 28) each: pixels missing at random, and one block in each image."""
    rng = np.random.default_rng(_SEED)
    rows, columns = rng.integers(0, 28 - _BLOCK + 1, (2, count, 1, 1))
    row, column = np.arange(28)[None, :, None], np.arange(28)[None, None, :]
    block = (row >= rows) & (row < rows + _BLOCK) & (column >= columns) & (column < columns + _BLOCK)
    return rng.random((count, 28, 28)) < share, block


def errors_by_mask(measured: Measured) -> list[MaskedErrors]:
    """Of pixels missing at random and of the block; nothing where no criterion asked."""
    answer = next((answer for answer in measured.answers.values() if len(answer.outputs) == 2 * _SHOWN), None)
    if answer is None:
        return []
    _, share = _regime(measured.noise if isinstance(measured, Denoising) else None)
    images = measured.images[:_SHOWN]
    mean = np.broadcast_to(training_images(measured.dataset).mean(axis=0), images.shape)
    return [
        MaskedErrors(
            missing=masked_error(images, made, mask),
            visible=masked_error(images, made, ~mask),
            everywhere=float(np.square(images - made).mean()),
            mean_image=masked_error(images, mean, mask),
            block=block,
        )
        for made, mask, block in zip(np.split(answer.outputs, 2), _masks(_SHOWN, share), (False, True), strict=True)
    ]


def _best(measured: Measured) -> MaskedErrors | None:
    return min(errors_by_mask(measured), key=lambda found: found.ratio, default=None)


def _meant(case: Case, measured: Measured) -> MaskedErrors | None:
    """The errors of that way to hide pixels of which the notebook shows figures; of the better one where of none."""
    shown = [meant for number in numbers_about(case, _FIGURES) for meant in number]

    def told(found: MaskedErrors) -> int:
        figures = (found.missing, found.mean_image)
        return sum(any(abs(meant - value) <= _NEAR * value for meant in shown) for value in figures)

    return max(errors_by_mask(measured), key=lambda found: (told(found), -found.ratio), default=None)


@number("imputation_error", _MISSING, text("the error on the missing pixels"))
def _shown_error(case: Case, measured: Measured) -> float | None:
    found = _meant(case, measured)
    return None if found is None else found.missing


@number("imputation_mean", _MEAN, text("the error of the mean image on the missing pixels"))
def _shown_mean(case: Case, measured: Measured) -> float | None:
    found = _meant(case, measured)
    return None if found is None else found.mean_image
