"""`grid`: a figure shows many images that the decoder made of points of the prior."""

from typing import Final

import numpy as np

from grader.assignment import CriterionSpec
from grader.criteria.decoded_codes import Drawn, drawn_codes, scale_of
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register
from grader.i18n import Text, text
from grader.measurement import Codes, Measured
from grader.metrics.drawn import is_known
from grader.outcome import Outcome

__all__ = ["judge"]

#: Root mean square of the codes' units: draws from N(0, I) have 1, an even grid from -3 to 3 has 1.7 to 1.9, codes of a
#: plain autoencoder 3 and more.
_SPREAD: Final = (0.5, 2.2)
#: A unit that varies less than this stands still; a grid moves along two at least.
_MOVES: Final = 0.3
#: Mean of the units, as share of their spread, root mean square: about 0.2 for 25 draws.
_CENTRED: Final = 0.6
#: Share of the codes that may be those of real images by chance.
_REAL: Final = 0.3


@register("grid")
@needs(Measured)
def judge(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """`params.images`: how many in one figure at least; fewer earn half."""
    wanted = int(spec.params["images"])
    target = f">= {wanted}"
    drawn = list(drawn_codes(case.pictures)) if case.pictures is not None else []
    if not drawn:
        message = text(
            "No figure shows images that this model's decoder made of codes: decode points of the standard normal "
            "distribution and draw them."
        )
        return Judgement(Outcome.FAIL, 0.0, message, 0.0, target=target, absent=True)
    judged = [(len(codes), _problem(codes, measured.code)) for codes in map(_distinct, drawn)]
    count, problem = max(judged, key=lambda one: (one[1] is None, one[0]))
    if problem is not None:
        return Judgement(Outcome.FAIL, 0.0, problem, 0.0, target=target, absent=True)
    message = text("A figure shows {n} images decoded from points of the prior.", n=count)
    if count >= wanted:
        return Judgement(Outcome.PASS, 1.0, message, float(count), target=target)
    return Judgement(Outcome.PARTIAL, 0.5, message, float(count), target=target)


def _distinct(drawn: Drawn) -> Codes:
    return np.asarray(np.unique(drawn.codes, axis=0), np.float32)


def _problem(codes: Codes, known: Codes) -> Text | None:
    """Why these codes (m, k) are not drawn from the prior, nor a grid of it."""
    values = codes.astype(np.float64)
    moving = values.std(axis=0) >= _MOVES
    spread = float(np.sqrt(np.square(values[:, moving]).mean())) if moving.any() else 0.0
    off = float(np.sqrt(np.square(values.mean(axis=0)).mean()))
    if moving.sum() < min(2, codes.shape[1]):
        return text("The images drawn are decoded from points of one line: a grid, or draws, fill the prior.")
    if not _SPREAD[0] <= spread <= _SPREAD[1] or off > _CENTRED * spread:
        return text(
            "The codes of the images drawn are not spread as the standard normal distribution is: their size is "
            "{spread:.1f} instead of 1 (root mean square), their mean {off:.1f} instead of 0.",
            spread=spread,
            off=off,
        )
    scale = scale_of(known, codes)
    if np.mean([is_known(code, known, scale) for code in codes[:: max(1, len(codes) // 50)]]) > _REAL:
        return text("The images drawn are decoded from the codes of real images: those are reconstructions.")
    return None
