"""`no_generation`: the notebook decodes draws from a prior, and codes of real images, to be compared."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from grader.assignment import CriterionSpec
from grader.criteria.known_images import training_images
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, Pictures, register
from grader.i18n import text
from grader.measurement import Challenge, Codes, Measured, Question
from grader.metrics.drawn import DrawnPairs, find_pairs
from grader.outcome import Outcome

__all__ = ["judge", "real_codes"]

#: Training images whose codes a notebook may decode as well as those of test images.
_TRAINING: Final = 5_000
#: Draws of the grader's own, for the report.
_DRAWS: Final = 24
#: A code this near to that of an image, as share of the code's deviation, is that of the image.
_SAME: Final = 0.02


def _training(spec: CriterionSpec, challenge: Challenge) -> Question:
    def draws(test: Codes, own: Codes) -> Codes:
        return np.random.default_rng(challenge.seed).normal(size=(_DRAWS, test.shape[1])).astype(np.float32)

    return Question(("training", _TRAINING, _DRAWS), training_images(challenge.dataset.name, _TRAINING), draws)


@register("no_generation", asks=_training)
@needs(Measured)
def judge(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """Both sets are drawn: images decoded from draws, and from codes of real images.

    `params.images`: how many of each at least; half the points for one of them. `params.width`: the least width of the
    code: at two values a plain autoencoder's plane is filled, and nothing shows.
    """
    wanted, width = int(spec.params["images"]), int(spec.params["width"])
    target = f">= {wanted}"
    if measured.code_size < width:
        message = text(
            "With a code of {code} values it does not show: draws from the prior hit known codes. Take {width}.",
            code=measured.code_size,
            width=width,
        )
        return Judgement(Outcome.FAIL, 0.0, message, target=target)
    pictures = case.pictures or Pictures([], [])
    real, draws = _counted(pictures, measured, measured.answers[spec.id].code)
    value = float(min(real, draws))
    if value >= wanted:
        message = text("The notebook draws {n} decoded draws, and {m} images decoded from real codes.", n=draws, m=real)
        return Judgement(Outcome.PASS, 1.0, message, value, target=target)
    message = text(
        "Asked are {wanted} images decoded from draws of N(0, 1) beside as many decoded from codes of real images; "
        "found are {draws} and {real}. Use decoder.predict(z), and draw what it gives.",
        wanted=wanted,
        draws=draws,
        real=real,
    )
    half = max(real, draws) >= wanted
    outcome = Outcome.PARTIAL if half else Outcome.FAIL
    return Judgement(outcome, 0.5 * half, message, value, target=target, absent=draws == 0)


def real_codes(codes: Codes, known: Codes) -> NDArray[np.bool_]:
    """Which of the codes (m, k) are those of images: within 2 % of the deviation of the known ones (n, k)."""
    from sklearn.neighbors import NearestNeighbors

    if not len(codes):
        return np.zeros(0, bool)
    scale = float(np.sqrt(known.var(axis=0).sum())) or 1.0
    distances, _ = NearestNeighbors(n_neighbors=1).fit(known).kneighbors(codes)
    return np.asarray(distances[:, 0] <= _SAME * scale)


def _counted(pictures: Pictures, measured: Measured, training: Codes) -> tuple[int, int]:
    """Drawn images that were decoded from real codes, and from other ones."""
    drawn = sorted({int(code) for figure in pictures.drawn_codes for code in figure.codes})
    real = real_codes(pictures.asked[drawn], np.concatenate([measured.code, training]))
    pairs = find_pairs(pictures.tiles, pictures.answers, tolerance=0.01)
    beside = pairs.pairs if isinstance(pairs, DrawnPairs) else 0
    return max(int(real.sum()), beside), int((~real).sum())
