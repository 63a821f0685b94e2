"""`purity`, `trustworthiness`: similar images lie near each other in the code."""

from typing import Final

import numpy as np

from grader.assignment import CriterionSpec
from grader.criteria.known_images import components
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register, verdict
from grader.i18n import text
from grader.measurement import Measured
from grader.metrics.purity import neighbour_purity
from grader.metrics.trustworthiness import trustworthiness

__all__ = ["judge_purity", "judge_trustworthiness"]

#: Test images that are looked at: a purity within 0.01.
_SOME: Final = 2_000


@register("purity")
@needs(Measured)
def judge_purity(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """Purity of the 10 nearest neighbours in the code over that in raw pixels: about 1 for a good code.

    Manning, Raghavan & Schütze 2008, section 8.4: precision at 10 of a search by example.
    """
    own = neighbour_purity(measured.code[:_SOME], measured.labels[:_SOME])
    raw = neighbour_purity(measured.images[:_SOME].reshape(-1, measured.image_size), measured.labels[:_SOME])
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
