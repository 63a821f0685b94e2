"""`arithmetic`: a figure shows what the decoder makes of c + (a - b), of the codes of images."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import numpy as np

from grader.assignment import CriterionSpec
from grader.criteria.decoded_codes import drawn_codes, first_training_images, image_codes, scale_of
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, Pictures, register
from grader.i18n import text
from grader.measurement import Codes, Measured
from grader.metrics.drawn import is_known, is_mean, is_moved_alike, is_shifted, is_sum
from grader.outcome import Outcome

__all__ = ["judge"]

#: Pictures that a sum is looked for among.
_MOST: Final = 100


@register("arithmetic", asks=first_training_images)
@needs(Measured)
def judge(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """A drawn, decoded code that is c + (a - b): of three images that are drawn beside it, or of means of classes."""
    pictures, target = case.pictures, ">= 1"
    known = image_codes(spec, case, measured)
    means = np.array([measured.code[measured.labels == label].mean(axis=0) for label in np.unique(measured.labels)])
    results = list(_results(pictures, known, means)) if pictures is not None else []
    if not results:
        message = text(
            "No figure shows what this model's decoder makes of a code that is not an image's own: compute "
            "z_c + (z_a - z_b), decode it and draw it."
        )
        return Judgement(Outcome.FAIL, 0.0, message, 0.0, target=target, absent=True)
    for result, beside, fellows in results:
        scale = scale_of(known, beside)
        if is_moved_alike(result, fellows, beside, means, scale):
            message = text("A figure shows several codes that were moved by the same difference, and decoded.")
            return Judgement(Outcome.PASS, 1.0, message, 1.0, target=target)
        if is_sum(result, beside, scale):
            message = text("A figure shows the decoded code c + (a - b) beside the three images it is made of.")
            return Judgement(Outcome.PASS, 1.0, message, 1.0, target=target)
    for result, beside, _ in results:
        if is_shifted(result, np.concatenate([beside, means]), means):
            message = text("A figure shows a code that was moved by the difference of two classes, and decoded.")
            return Judgement(Outcome.PASS, 1.0, message, 1.0, target=target)
    message = text(
        "Decoded codes are drawn, but none is c + (a - b) of three images drawn beside it, nor of the means of classes."
    )
    return Judgement(Outcome.FAIL, 0.0, message, 0.0, target=target, absent=True)


def _results(pictures: Pictures, known: Codes, means: Codes) -> Iterator[tuple[Codes, Codes, Codes]]:
    """Each drawn code that is neither an image's own nor a mean, those (n, k) of the images and means around it, and
    those (m, k) that were decoded with it.

    Other decoded codes do not count: a line or a lattice of codes is full of sums.
    """
    shown = {one.figure: one.codes for one in drawn_codes(pictures)}
    for figure, codes in shown.items():
        around = [number for number in _together(pictures, figure) if number < len(pictures.codes)]
        scale = scale_of(known, codes)
        decoded = [code for n in around if n in shown for code in shown[n][:_MOST]]
        whole = [code for code in decoded if is_known(code, known, scale) or is_mean(code, means)]
        beside = np.concatenate([*(pictures.codes[n] for n in around), np.reshape(whole, (-1, codes.shape[1]))])
        for code in codes[:_MOST]:
            others = beside[np.abs(beside - code).max(axis=1) > 0][:_MOST]
            if len(others) >= 3 and not is_known(code, known, scale) and not is_mean(code, means):
                yield code, others, codes[:_MOST]


def _together(pictures: Pictures, figure: int) -> list[int]:
    """The figures of the same cell, and the one before them."""
    cells = list(pictures.cells)
    same = [number for number, cell in enumerate(cells) if cell == cells[figure]] if figure < len(cells) else [figure]
    before = [first for first, second in pairwise(range(len(pictures.tiles))) if second == min(same)]
    return [*same, *before]
