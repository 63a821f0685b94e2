"""`shows_output`: a figure of the notebook shows images beside what this very model makes of them."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, Pictures, register
from grader.i18n import Text, text
from grader.measurement import Denoising, Measured
from grader.metrics.drawn import DrawnPairs, NoPairs, count_completed, find_pairs
from grader.outcome import Outcome

__all__ = ["judge"]

#: A drawn image counts as noisy when it lies this far from the denoised one, as share of the noise.
_NOISY: Final = 0.4
#: A drawn output differs from the model's answer by this share of its variance at most: another training of the same
#: network by 2.6 % (median). Where noise was cut off for the drawing only, the answer to what is seen is another one.
_TOLERANCE: Final = 0.01
_TOLERANCE_CUT_OFF: Final = 0.18


@register("shows_output")
@needs(Measured)
def judge(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """`params.pairs`: how many images are to stand beside the model's output for them; fewer earn a part.

    Every image drawn was shown to the model again: a pair is an image and the model's own answer to it. Of a denoiser
    only noisy images count. With `params.completed` the answer may fill in the image's missing pixels alone.
    """
    wanted = int(spec.params.get("pairs", 1))
    target = f">= {wanted}"
    pictures = case.pictures or Pictures([], [])
    found = _pairs(pictures, measured)
    pairs = 0 if isinstance(found, NoPairs) else found.pairs
    if spec.params.get("completed"):
        pairs = max(pairs, count_completed(pictures.tiles, _answers(pictures, measured)))
    if isinstance(found, NoPairs) and not pairs:
        return Judgement(Outcome.FAIL, 0.0, _why(found, measured), 0.0, target=target, absent=True)
    message = text("A figure shows {n} images beside what this model makes of them.", n=pairs)
    share = min(1.0, pairs / wanted)
    outcome = Outcome.PASS if share == 1 else Outcome.PARTIAL
    return Judgement(outcome, share, message, float(pairs), target=target)


def _pairs(pictures: Pictures, measured: Measured) -> DrawnPairs | NoPairs:
    """Those of the figures as they are, or, if more, of those in which noise may have been cut off for the drawing."""
    answers = _answers(pictures, measured)
    found = find_pairs(pictures.tiles, answers, tolerance=_TOLERANCE)
    if not isinstance(measured, Denoising) or measured.noise.clipped:
        return found
    inside = [len(tiles) > 0 and tiles.min() >= 0 and tiles.max() <= 1 for tiles in pictures.tiles]
    cut_off = [tiles if seen else tiles[:0] for tiles, seen in zip(pictures.tiles, inside, strict=True)]
    asked = [answer if seen else answer[:0] for answer, seen in zip(answers, inside, strict=True)]
    again = find_pairs(cut_off, asked, tolerance=_TOLERANCE_CUT_OFF)
    return max(found, again, key=lambda one: one.pairs if isinstance(one, DrawnPairs) else 0)


def _answers(pictures: Pictures, measured: Measured) -> Sequence[NDArray[np.float64]]:
    """The model's answers; NaN for images that are not noisy, where they should be."""
    answers = [np.array(answer, dtype=np.float64) for answer in pictures.answers]
    if isinstance(measured, Denoising):
        for tiles, answer in zip(pictures.tiles, answers, strict=True):
            removed = np.square(tiles - answer).mean(axis=(1, 2))
            answer[removed < _NOISY * measured.noisy_error] = np.nan
    return answers


def _why(found: NoPairs, measured: Measured) -> Text:
    if found.reason == "no_images":
        return text("The notebook draws no images: show some inputs beside their reconstructions.")
    if isinstance(measured, Denoising):
        return text("Images are drawn, but no noisy one stands beside what this model makes of it.")
    return text("Images are drawn, but none stands beside what this model makes of it.")
