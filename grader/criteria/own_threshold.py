"""A notebook's own threshold on the error: which it is, and what it flags of images that the grader shows."""

import re
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from grader.assignment import CriterionSpec
from grader.criteria.protocol import Case
from grader.criteria.shown import kept_about, numbers_after
from grader.datasets import DatasetName, available, load
from grader.measurement import Answer, Challenge, Images, Measured, Question
from grader.metrics.reconstruction import reconstruction_error
from grader.metrics.threshold import share_flagged

__all__ = ["Group", "Threshold", "flagged_by_a_mix", "others", "own_threshold"]

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


class Group(NamedTuple):
    """Images (n, 28, 28), and one kind of error (n,) of each."""

    images: Images
    errors: Floats


class Threshold(NamedTuple):
    """A notebook's own threshold, and the images that it is judged on, with errors of its own unit.

    Attributes:
        clean: test images.
        noise: white noise.
        other: of another dataset; none where there is no other.
    """

    value: float
    clean: Group
    noise: Group
    other: Group

    @property
    def strange(self) -> Group:
        """White noise and the other dataset's images."""
        images, errors = (np.concatenate([own, other]) for own, other in zip(self.noise, self.other, strict=True))
        return Group(images, errors)

    @property
    def false_alarms(self) -> float:
        """Share of the clean images, 0..1, that lie above it."""
        return share_flagged(self.clean.errors, self.value)

    @property
    def detections(self) -> float:
        """Share of the strange images, 0..1, that lie above it: the mean of both kinds."""
        shares = [share_flagged(group.errors, self.value) for group in (self.noise, self.other) if len(group.errors)]
        return float(np.mean(shares))


class _Errors(NamedTuple):
    """One kind of error of each set of images."""

    clean: Group
    training: Group
    noise: Group
    other: Group

    @property
    def usual(self) -> float:
        """Mean plus two standard deviations of the training images' errors (unidad-5, § 5.3)."""
        return float(self.training.errors.mean() + 2 * self.training.errors.std())

    def above(self, value: float) -> Threshold:
        """A threshold in the unit of these errors."""
        return Threshold(value, self.clean, self.noise, self.other)


def others(spec: CriterionSpec, challenge: Challenge) -> Question:
    """Shows training images, white noise, and test images of another dataset, where that is to be had."""
    dataset = challenge.dataset
    another: DatasetName = "mnist" if dataset.name == "fashion_mnist" else "fashion_mnist"
    training = dataset.x_train[:_TRAINING] / 255
    noise = np.random.default_rng([challenge.private, 13]).random((_NOISE, 28, 28))
    strange = [load(another).x_test[:_OTHER] / 255] if available(another) else []
    images = np.concatenate([training, noise, *strange]).astype(np.float32)
    return Question(("others", _TRAINING, _NOISE, another, len(images)), images=images)


def own_threshold(case: Case, measured: Measured) -> Threshold | None:
    """The threshold of the notebook that tells clean from strange images best, on the error that suits it best.

    None where it has none, and where no criterion asked `others`.
    """
    answer = _answer(measured)
    if answer is None:
        return None
    named = [*kept_about(case, _WORDS)] or [*numbers_after(case, _WORDS)]
    kept = [one.value for evidence in case.cells for one in evidence.numbers]
    found: list[Threshold] = []
    for square, error in _KINDS:
        errors = _errors(error, measured, answer)
        near = _OTHER_ERROR if named else _NEAR
        usual = [value for value in named or kept if abs(value - errors.usual) <= near * errors.usual]
        found += [errors.above(value) for value in (named if named and square else usual)]
    return max(found, key=lambda one: one.detections - one.false_alarms, default=None)


def flagged_by_a_mix(measured: Measured, factor: float) -> float | None:
    """Share, 0..1, of white noise above mean plus `factor` standard deviations of a mix, half of which is that noise.

    None where no criterion asked `others`.
    """
    answer = _answer(measured)
    if answer is None:
        return None
    errors = _errors(reconstruction_error, measured, answer)
    both = np.concatenate([errors.clean.errors[:_NOISE], errors.noise.errors])
    return share_flagged(errors.noise.errors, float(both.mean() + factor * both.std()))


def _answer(measured: Measured) -> Answer | None:
    """What came of `others`, whichever criterion asked."""
    lengths = _TRAINING + _NOISE, _TRAINING + _NOISE + _OTHER
    return next((answer for answer in measured.answers.values() if len(answer.images) in lengths), None)


def _errors(error: Callable[[Images, Images], Floats], measured: Measured, answer: Answer) -> _Errors:
    ends = [_TRAINING, _TRAINING + _NOISE]
    shown = zip(np.split(answer.images, ends), np.split(answer.outputs, ends), strict=True)
    training, noise, other = (Group(images, error(images, outputs)) for images, outputs in shown)
    return _Errors(Group(measured.images, error(measured.images, measured.reconstructions)), training, noise, other)


def _absolute(images: Images, outputs: Images) -> Floats:
    return np.asarray(np.abs(images.astype(np.float64) - outputs).mean(axis=(1, 2)))


#: The errors that a threshold may be about, and whether they are the mean square in some unit.
_KINDS: Final[Sequence[tuple[bool, Callable[[Images, Images], Floats]]]] = (
    (True, reconstruction_error),
    (True, lambda images, outputs: 784 * reconstruction_error(images, outputs)),
    (False, lambda images, outputs: np.sqrt(reconstruction_error(images, outputs))),
    (False, _absolute),
)
