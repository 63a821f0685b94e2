"""`false_alarms` and `detections`: what the notebook's own threshold on the error flags, of clean images and others."""

import re
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register, verdict
from grader.criteria.shown import kept_about, numbers_after
from grader.criteria.shows_numbers import number
from grader.datasets import DatasetName, available, load
from grader.i18n import Text, text
from grader.measurement import Answer, Challenge, Images, Measured, Question
from grader.metrics.reconstruction import reconstruction_error
from grader.metrics.threshold import share_flagged
from grader.outcome import Outcome

__all__ = ["flagged_by_a_mix", "judge_detections", "judge_false_alarms", "others"]

_WORDS: Final = re.compile(r"umbral|thresh|\bthr\b|\bth\b|corte|cut.?off|l[ií]mite|limit|tau", re.IGNORECASE)
#: Images of white noise, and of another dataset, that the model is shown; training images whose errors tell what mean
#: plus two standard deviations of clean ones is, to 2 %.
_NOISE: Final = 300
_OTHER: Final = 1_000
_TRAINING: Final = 2_000
#: A number without a telling name is the threshold if it is this near to the one that the clean images give. So is one
#: of another error than the mean square: a mean square that is far off may look like a root.
_NEAR: Final = 0.03
_OTHER_ERROR: Final = 0.25

Floats = NDArray[np.float64]


class _Errors(NamedTuple):
    """One kind of error (n,) of each set of images."""

    clean: Floats
    training: Floats
    noise: Floats
    other: Floats

    @property
    def usual(self) -> float:
        """Mean plus two standard deviations of the training images' errors (unidad-5, § 5.3)."""
        return float(self.training.mean() + 2 * self.training.std())

    def flagged(self, threshold: float) -> "_Flagged":
        """What a threshold flags."""
        strange = [share_flagged(errors, threshold) for errors in (self.noise, self.other) if len(errors)]
        return _Flagged(threshold, share_flagged(self.clean, threshold), float(np.mean(strange)))


class _Flagged(NamedTuple):
    """Shares, 0..1, that a threshold flags of clean test images and of strange ones."""

    threshold: float
    clean: float
    strange: float


def others(spec: CriterionSpec, challenge: Challenge) -> Question:
    """Shows training images, white noise, and test images of another dataset, where that is to be had."""
    dataset = challenge.dataset
    another: DatasetName = "mnist" if dataset.name == "fashion_mnist" else "fashion_mnist"
    training = dataset.x_train[:_TRAINING] / 255
    noise = np.random.default_rng([challenge.private, 13]).random((_NOISE, 28, 28))
    strange = [load(another).x_test[:_OTHER] / 255] if available(another) else []
    images = np.concatenate([training, noise, *strange]).astype(np.float32)
    return Question(("others", _TRAINING, _NOISE, another, len(images)), images=images)


@register("false_alarms", asks=others)
@needs(Measured)
def judge_false_alarms(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """Share of the clean test images, 0..1, that the threshold flags."""
    found = _found(spec, case, measured)
    if found is None:
        return _none(spec)
    return verdict(spec, found.clean, _told(found))


@register("detections", asks=others)
@needs(Measured)
def judge_detections(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """Share of the images of white noise, and of those of another dataset, that it flags: the mean of both, 0..1."""
    found = _found(spec, case, measured)
    if found is None:
        return _none(spec)
    if spec.bounds is None or spec.bounds.met(found.strange):
        return verdict(spec, found.strange, _told(found))
    message = text(
        "{told} Take it from the errors of clean training images: those of the mix that is to be judged raise mean and "
        "standard deviation until nothing lies above them.",
        told=_told(found),
    )
    return verdict(spec, found.strange, message)


def flagged_by_a_mix(measured: Measured, name: str, factor: float) -> float | None:
    """Share, 0..1, of white noise above mean plus `factor` standard deviations of a mix, half of which is that noise.

    Args:
        name: id of the criterion that asked.
    """
    answer = measured.answers.get(name)
    if answer is None or len(answer.images) < _TRAINING + _NOISE:
        return None
    errors = _errors(reconstruction_error, measured, answer)
    both = np.concatenate([errors.clean[:_NOISE], errors.noise])
    return share_flagged(errors.noise, float(both.mean() + factor * both.std()))


@number("flagged", r"anomal|marc|flag|detect|alarm|umbral|thresh", text("the share of test images that are flagged"))
def _flagged(case: Case, measured: Measured) -> float | None:
    found = next((_best(case, measured, name) for name in measured.answers), None)
    return None if found is None else found.clean


def _told(found: _Flagged) -> Text:
    return text(
        "The threshold {threshold:.4g} flags {clean:.1f} % of the clean test images, and {strange:.0f} % of white "
        "noise and other images.",
        threshold=found.threshold,
        clean=100 * found.clean,
        strange=100 * found.strange,
    )


def _none(spec: CriterionSpec) -> Judgement:
    message = text(
        "The notebook keeps or prints no threshold: name it `umbral`, the mean plus two standard deviations of the "
        "errors of clean training images."
    )
    target = spec.bounds.describe() if spec.bounds else ""
    return Judgement(Outcome.FAIL, 0.0, message, target=target, absent=True)


def _found(spec: CriterionSpec, case: Case, measured: Measured) -> _Flagged | None:
    return _best(case, measured, spec.id)


def _best(case: Case, measured: Measured, name: str) -> _Flagged | None:
    """The threshold of the notebook that tells clean from strange images best, on the error that suits it best."""
    answer = measured.answers.get(name)
    if answer is None or len(answer.images) < _TRAINING + _NOISE:
        return None
    named = [*kept_about(case, _WORDS)] or [*numbers_after(case, _WORDS)]
    kept = [one.value for evidence in case.cells for one in evidence.numbers]
    found: list[_Flagged] = []
    for square, error in _KINDS:
        errors = _errors(error, measured, answer)
        near = _OTHER_ERROR if named else _NEAR
        usual = [value for value in named or kept if abs(value - errors.usual) <= near * errors.usual]
        found += [errors.flagged(value) for value in (named if named and square else usual)]
    return max(found, key=lambda one: one.strange - one.clean, default=None)


def _errors(error: Callable[[Images, Images], Floats], measured: Measured, answer: Answer) -> _Errors:
    training, noise, other = np.split(error(answer.images, answer.outputs), [_TRAINING, _TRAINING + _NOISE])
    return _Errors(error(measured.images, measured.reconstructions), training, noise, other)


def _absolute(images: Images, outputs: Images) -> Floats:
    return np.asarray(np.abs(images.astype(np.float64) - outputs).mean(axis=(1, 2)))


#: The errors that a threshold may be about, and whether they are the mean square in some unit.
_KINDS: Final[Sequence[tuple[bool, Callable[[Images, Images], Floats]]]] = (
    (True, reconstruction_error),
    (True, lambda images, outputs: 784 * reconstruction_error(images, outputs)),
    (False, lambda images, outputs: np.sqrt(reconstruction_error(images, outputs))),
    (False, _absolute),
)
