"""`synthetic_new`, `synthetic_near`, `synthetic_clear`, `synthetic_varied`: images made from neighbours of real codes.

The lesson S06 (generar datos sintéticos). Judged are the decoded codes that the notebook drew; reconstructions of real
images among them do not count, they may stand there to be compared with.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from grader.assignment import CriterionSpec
from grader.criteria.judges import judge_of
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register, verdict
from grader.i18n import text
from grader.measurement import Challenge, Codes, Images, Measured, Question
from grader.metrics.copies import most_alike, nearest_distance
from grader.metrics.generated import variety
from grader.outcome import Outcome

__all__ = ["judge_clear", "judge_near", "judge_new", "judge_varied"]

#: Of each picture of the notebook so many training images are looked at that are most like it, beside all test images;
#: of all pictures together, not many more than `_MOST`.
_LIKELY: Final = 20
_MOST: Final = 20_000
#: Euclidean distance to the nearest reconstruction of a real image below which a picture is that one. Honest ones: 2.0
#: on average.
_COPY: Final = 0.3
#: Fewer pictures show nothing.
_FEWEST: Final = 8


class Made(NamedTuple):
    """What the notebook made that is new: `codes` (m, k) that it had decoded and drew, `images` (m, 28, 28) of them.

    `copies`: how many more it drew.
    """

    codes: Codes
    images: Images
    copies: int


def _ask(spec: CriterionSpec, challenge: Challenge) -> Question | None:
    """The training images that some picture of the notebook may be a reconstruction of."""
    drawn = np.clip(challenge.drawn, 0, 1)
    if not len(drawn):
        return None
    images = (challenge.dataset.x_train / 255).astype(np.float32)
    count = min(_LIKELY, max(1, _MOST // len(drawn)), len(images))
    likely = np.unique(most_alike(drawn, images, count))
    return Question(("likely training images", likely), images=images[likely])


@register("synthetic_new", asks=_ask)
@needs(Measured)
def judge_new(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """How many drawn decoded codes are no codes of real images, by the distance of what they became to any of these."""
    made = _made(case, measured)
    message = text(
        "The figures show {new} decoded codes that are new, and {copies} that are codes of images of the dataset.",
        new=len(made.images),
        copies=made.copies,
    )
    return verdict(spec, float(len(made.images)), message)


@register("synthetic_near")
@needs(Measured)
def judge_near(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """Median distance of the decoded codes to the nearest code of a test image, over that between such codes."""
    made = _made(case, measured)
    if len(made.images) < _FEWEST:
        return _too_few(spec, made)
    tree = cKDTree(measured.code)
    usual = float(np.median(tree.query(measured.code[:1_000], k=2)[0][:, 1]))
    value = float(np.median(tree.query(made.codes)[0])) / max(usual, 1e-12)
    message = text(
        "The codes that were decoded lie {times:.1f} times as far from real codes as these from each other.",
        times=value,
    )
    return verdict(spec, value, message)


@register("synthetic_clear")
@needs(Measured)
def judge_clear(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """Mean confidence, 0..1, of a classifier that was trained on real images."""
    made = _made(case, measured)
    if len(made.images) < _FEWEST:
        return _too_few(spec, made)
    judge, accuracy = judge_of(measured.dataset)
    value = float(judge.confidence(np.clip(made.images, 0, 1)).mean())
    message = text(
        "A classifier (accuracy {accuracy:.3f} on real images) is sure of the drawn pictures to {percent:.0f} %.",
        accuracy=accuracy,
        percent=100 * value,
    )
    return verdict(spec, value, message)


@register("synthetic_varied")
@needs(Measured)
def judge_varied(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """Classes, by that classifier, that at least 2 % of the pictures are of; the same picture again counts once."""
    made = _made(case, measured)
    if len(made.images) < _FEWEST:
        return _too_few(spec, made)
    judge, _ = judge_of(measured.dataset)
    value = variety(judge.classes(np.clip(made.images, 0, 1)))
    message = text("The drawn pictures look like {n} different classes.", n=value)
    return verdict(spec, float(value), message)


def _made(case: Case, measured: Measured) -> Made:
    """Every different decoded code that a figure shows; of near copies the decoder's answer tells."""
    pictures = case.pictures
    answer = next((answer for answer in measured.answers.values() if len(answer.outputs)), None)
    if pictures is None or not pictures.drawn_codes or answer is None:
        return Made(np.zeros((0, 1), np.float32), np.zeros((0, 28, 28), np.float32), 0)
    shown = np.unique(np.concatenate([figure.codes for figure in pictures.drawn_codes]))
    _, first = np.unique(pictures.asked[shown], axis=0, return_index=True)
    rows: NDArray[np.int64] = shown[np.sort(first)]
    real = np.concatenate([answer.outputs, measured.reconstructions])
    new = nearest_distance(np.clip(pictures.decoded[rows], 0, 1), np.clip(real, 0, 1)) > _COPY
    return Made(pictures.asked[rows[new]], pictures.decoded[rows[new]], int((~new).sum()))


def _too_few(spec: CriterionSpec, made: Made) -> Judgement:
    message = text(
        "The figures show {n} new pictures that this decoder made of codes; asked are at least {fewest}.",
        n=len(made.images),
        fewest=_FEWEST,
    )
    target = spec.bounds.describe() if spec.bounds else ""
    return Judgement(Outcome.FAIL, 0.0, message, target=target, absent=not len(made.images))
