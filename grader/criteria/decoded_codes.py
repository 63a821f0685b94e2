"""Codes that a notebook had decoded and drawn, and codes of images that it may have begun with."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from grader.assignment import CriterionSpec
from grader.criteria.protocol import Case, Pictures
from grader.measurement import Challenge, Codes, Measured, Question

__all__ = ["Drawn", "drawn_codes", "first_training_images", "image_codes", "scale_of"]

#: Notebooks that take training images take them from the beginning.
_TRAINING = 500


class Drawn(NamedTuple):
    """The decoded codes (m, k) of one figure in the order of its pictures; `figure` is its number."""

    figure: int
    codes: Codes


def drawn_codes(pictures: Pictures) -> Iterator[Drawn]:
    """Each figure that shows decoded codes."""
    for found in pictures.drawn_codes:
        yield Drawn(found.figure, pictures.asked[found.codes])


def first_training_images(spec: CriterionSpec, challenge: Challenge) -> Question:
    """Shows the first images of the training split, whose codes a notebook may go on from as well."""
    images = (challenge.dataset.x_train[:_TRAINING] / 255).astype(np.float32)
    return Question(("first_training_images", _TRAINING), images=images)


def image_codes(spec: CriterionSpec, case: Case, measured: Measured) -> Codes:
    """Codes (n, k) of real images: all of the test split, the first of the training split, those that were drawn."""
    answer = measured.answers.get(spec.id)
    drawn = case.pictures.codes if case.pictures is not None else ()
    return np.concatenate([measured.code, *([] if answer is None else [answer.code]), *drawn])


def scale_of(*codes: Codes) -> Codes:
    """The largest absolute value of each unit, (k,); 1 for one that is always zero."""
    largest = np.max([np.abs(one).max(axis=0, initial=0.0) for one in codes], axis=0)
    return np.where(largest > 0, largest, 1).astype(np.float32)
