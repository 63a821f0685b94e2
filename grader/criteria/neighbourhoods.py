"""`purity`, `trustworthiness`, `neighbours_compared`: similar images lie near each other in the code."""

import re
from functools import lru_cache
from typing import Final

import numpy as np

from grader.assignment import CriterionSpec
from grader.criteria.known_images import components
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register, verdict
from grader.criteria.shown import numbers_about
from grader.datasets import DatasetName, load
from grader.i18n import text
from grader.measurement import Measured
from grader.metrics.neighbours import neighbour_accuracy
from grader.metrics.purity import neighbour_purity
from grader.metrics.trustworthiness import trustworthiness
from grader.outcome import Outcome

__all__ = ["judge_compared", "judge_purity", "judge_trustworthiness"]

#: Test images that are looked at: a purity within 0.01.
_SOME: Final = 2_000
#: What a shown figure may differ by: other images, another number of neighbours.
_NEAR: Final = 0.08
_RAW: Final = re.compile("p[ií]xel|raw|original|crud|784", re.IGNORECASE)
_CODE: Final = re.compile(r"lat|c[oó]digo|code|encod|autoenc|\bae\b", re.IGNORECASE)


@register("purity")
@needs(Measured)
def judge_purity(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """Purity of the 10 nearest neighbours in the code over that in raw pixels: about 1 for a good code.

    Manning, Raghavan & Schütze 2008, section 8.4: precision at 10 of a search by example.
    """
    own = neighbour_purity(measured.code[:_SOME], measured.labels[:_SOME])
    raw = _of_pixels(measured.dataset)[0]
    pca = neighbour_purity(
        components(measured.dataset, measured.code_size).code(measured.images[:_SOME]).astype(np.float32),
        measured.labels[:_SOME],
    )
    message = text(
        "{own:.0f} % of an image's nearest neighbours in the code are of its own class; among raw pixels {raw:.0f} %, "
        "in a PCA of the same width {pca:.0f} %.",
        own=100 * own,
        raw=100 * raw,
        pca=100 * pca,
    )
    return verdict(spec, own / max(raw, 1e-12), message)


@register("trustworthiness")
@needs(Measured)
def judge_trustworthiness(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """Trustworthiness of the code's neighbourhoods against those of the pixels, 0..1 (Venna & Kaski 2001)."""
    value = trustworthiness(measured.images[:_SOME], measured.code[:_SOME])
    message = text(
        "Whether neighbours in the code are neighbours among the pixels: trustworthiness {value:.3f} (0.5 is chance).",
        value=value,
    )
    return verdict(spec, value, message)


@register("neighbours_compared")
@needs(Measured)
def judge_compared(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """The notebook shows how well neighbours agree in class, in the code and among raw pixels, by purity or by k-NN."""
    own = (
        neighbour_purity(measured.code[:_SOME], measured.labels[:_SOME]),
        neighbour_accuracy(measured.code[:_SOME], measured.labels[:_SOME]),
    )
    raw = _of_pixels(measured.dataset)
    shown = [_is_shown(case, _CODE, own), _is_shown(case, _RAW, raw)]
    if all(shown):
        message = text("The notebook compares the neighbours in the code with those among raw pixels, as measured.")
        return Judgement(Outcome.PASS, 1.0, message)
    message = text(
        "The notebook does not show, for the code and for raw pixels, how often neighbours are of the same class: "
        "about {own:.2f} and {raw:.2f} as purity of the 10 nearest.",
        own=own[0],
        raw=raw[0],
    )
    return Judgement(Outcome.PARTIAL if any(shown) else Outcome.FAIL, 0.5 * any(shown), message)


@lru_cache(maxsize=4)
def _of_pixels(dataset: DatasetName) -> tuple[float, float]:
    """Purity and k-NN accuracy of the raw pixels of the first test images."""
    known = load(dataset)
    pixels = (known.x_test[:_SOME] / 255).astype(np.float32).reshape(-1, known.x_test[0].size)
    labels = known.y_test[:_SOME].astype(np.int64)
    return neighbour_purity(pixels, labels), neighbour_accuracy(pixels, labels)


def _is_shown(case: Case, words: re.Pattern[str], values: tuple[float, float]) -> bool:
    shown = numbers_about(case, words)
    low, high = min(values) - _NEAR, max(values) + _NEAR
    return any(low <= meant <= high for number in shown for meant in number)
