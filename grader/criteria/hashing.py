"""`saturation`, `bits_in_use` and `hamming_precision`: the code is a binary one, and finds images of the same class.

Salakhutdinov & Hinton 2009, Semantic Hashing; the lesson S06 (agrupar semánticamente): "se fuerza una codificación
binaria".
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register, verdict
from grader.criteria.shows_numbers import number
from grader.i18n import text
from grader.measurement import Codes, Measured
from grader.metrics.hamming import (
    binarise,
    bits_in_use,
    hamming_precision,
    saturation,
    saturation_in_use,
    unit_range,
)

__all__ = ["judge_bits", "judge_precision", "judge_saturation"]

#: Images that are searched by; the mean of more differs by less than 0.01.
_QUERIES: Final = 500
_NEAREST: Final = 100


@register("saturation")
@needs(Measured)
def judge_saturation(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """Of the bits in use, the share of values that lie in the lower or the upper tenth of the code's range."""
    value = saturation_in_use(measured.code)
    if spec.bounds is not None and spec.bounds.met(value):
        message = text(
            "{percent:.0f} % of the values of the bits in use are near one of two ends: the code is binary.",
            percent=100 * value,
        )
    else:
        message = text(
            "Only {percent:.0f} % of the values of the bits in use are near one of two ends: noise of about 4 before "
            "the sigmoid makes the code binary (in a layer of your own: GaussianNoise allows 1 at most).",
            percent=100 * value,
        )
    return verdict(spec, value, message)


@register("bits_in_use")
@needs(Measured)
def judge_bits(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """Bits that at least 5 % of the images have at 0, and as many at 1."""
    value = bits_in_use(_bits(measured.code))
    message = text(
        "{used} of the {bits} bits tell images apart; the others are the same for nearly all.",
        used=value,
        bits=measured.code_size,
    )
    return verdict(spec, float(value), message)


@register("hamming_precision")
@needs(Measured)
def judge_precision(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """Share of the 100 nearest by Hamming distance that are of the query's class, over test images."""
    value = _precision(measured)
    message = text(
        "Of the 100 test images nearest to another by Hamming distance {percent:.0f} % are of its class.",
        percent=100 * value,
    )
    return verdict(spec, value, message)


@number(
    "hamming_precision", r"precisi|hamming|acierto|vecin", text("the precision among the nearest by Hamming distance")
)
def _shown_precision(case: Case, measured: Measured) -> float | None:
    return _precision(measured)


@number("bits_in_use", r"bit", text("the bits in use"))
def _used(case: Case, measured: Measured) -> float:
    return float(bits_in_use(_bits(measured.code)))


@number("saturation", r"satur|binari|extrem", text("the share of saturated values"))
def _saturated(case: Case, measured: Measured) -> float:
    return saturation(measured.code)


def _precision(measured: Measured) -> float:
    count = len(measured.labels)
    queries = np.random.default_rng(0).choice(count, min(_QUERIES, count), replace=False)
    return hamming_precision(_bits(measured.code), measured.labels, queries, min(_NEAREST, count - 1))


def _bits(code: Codes) -> NDArray[np.bool_]:
    return binarise(unit_range(code).astype(np.float32), 0.5)
