"""`arithmetic`: a figure shows what the decoder makes of c + (a - b), of the codes of images."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

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
#: Codes at random for each that was drawn, about so far from it in the units' largest values; and how often, for each
#: that is a sum, one of them may be one too.
_DECOYS: Final = 8
_APART: Final = 0.3
_CHANCE: Final = 0.25


class _Result(NamedTuple):
    """A drawn code (k,), those (n, k) of the images and means around it, those (m, k) that were decoded with it, and
    the units' scale (k,).

    Other decoded codes than means are not among those around it: a line or a lattice of codes is full of sums.
    """

    code: Codes
    beside: Codes
    fellows: Codes
    scale: Codes


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
    if _beyond_chance(results, lambda code, one: is_moved_alike(code, one.fellows, one.beside, means, one.scale)):
        message = text("A figure shows several codes that were moved by the same difference, and decoded.")
        return Judgement(Outcome.PASS, 1.0, message, 1.0, target=target)
    if _beyond_chance(results, lambda code, one: is_sum(code, one.beside, one.scale)):
        message = text("A figure shows the decoded code c + (a - b) beside the three images it is made of.")
        return Judgement(Outcome.PASS, 1.0, message, 1.0, target=target)
    if _beyond_chance(results, lambda code, one: is_shifted(code, np.concatenate([one.beside, means]), means)):
        message = text("A figure shows a code that was moved by the difference of two classes, and decoded.")
        return Judgement(Outcome.PASS, 1.0, message, 1.0, target=target)
    message = text(
        "Decoded codes are drawn, but none is c + (a - b) of three images drawn beside it, nor of the means of classes."
    )
    return Judgement(Outcome.FAIL, 0.0, message, 0.0, target=target, absent=True)


def _beyond_chance(results: Sequence[_Result], holds: Callable[[Codes, _Result], bool]) -> bool:
    """Whether it holds for drawn codes, and more often than for codes drawn at random around them.

    Of two units and a hundred pictures some sum or difference is hit by almost any code.
    """
    hits = sum(holds(one.code, one) for one in results)
    rng, by_chance = np.random.default_rng(0), 0
    for one in results if hits else ():
        for step in rng.normal(size=(_DECOYS, len(one.code)), scale=_APART).astype(np.float32):
            by_chance += holds(one.code + one.scale * step, one)
            if by_chance > _CHANCE * _DECOYS * hits:
                return False
    return hits > 0


def _results(pictures: Pictures, known: Codes, means: Codes) -> Iterator[_Result]:
    """Each drawn code that is neither an image's own nor a mean."""
    shown = {one.figure: one.codes for one in drawn_codes(pictures)}
    for figure, codes in shown.items():
        around = [number for number in _together(pictures, figure) if number < len(pictures.codes)]
        scale = scale_of(known, codes)
        decoded = [code for n in around if n in shown for code in shown[n][:_MOST]]
        whole = [code for code in decoded if is_known(code, known, scale) or is_mean(code, means)]
        beside = np.concatenate([*(pictures.codes[n] for n in around), np.reshape(whole, (-1, codes.shape[1]))])
        for code in codes[:_MOST]:
            others, fellows = _but(beside, code)[:_MOST], _but(codes[:_MOST], code)
            if len(others) >= 3 and not is_known(code, known, scale) and not is_mean(code, means):
                yield _Result(code, others, fellows, scale_of(known, others))


def _but(codes: Codes, code: Codes) -> Codes:
    return np.asarray(codes[np.abs(codes - code).max(axis=1) > 0])


def _together(pictures: Pictures, figure: int) -> list[int]:
    """The figures of the same cell, and the one before them."""
    cells = list(pictures.cells)
    same = [number for number, cell in enumerate(cells) if cell == cells[figure]] if figure < len(cells) else [figure]
    before = [first for first, second in pairwise(range(len(pictures.tiles))) if second == min(same)]
    return [*same, *before]
