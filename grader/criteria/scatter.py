"""`scatter`: a figure of the notebook shows the two-dimensional codes of enough images, coloured by class."""

import numpy as np

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register
from grader.i18n import Text, text
from grader.measurement import Latent
from grader.metrics.drawn import DrawnScatter, NoScatter, find_scatter
from grader.outcome import Outcome

__all__ = ["judge"]


@register("scatter")
@needs(Latent)
def judge(spec: CriterionSpec, case: Case, measured: Latent) -> Judgement:
    """`params.points`: how many images at least; fewer earn half, as do points without their classes' colours."""
    points = int(spec.params["points"])
    target = f">= {points}"
    if measured.code_size != 2:
        message = text(
            "The code of this model has {code} values: it cannot be drawn in a plane.", code=measured.code_size
        )
        return Judgement(Outcome.FAIL, 0.0, message, target=target)
    found = find_scatter(case.figures, measured.code.astype(np.float64), measured.labels, at_least=points)
    if isinstance(found, DrawnScatter):
        message = text("A scatter shows the codes of {n} images, coloured by their class.", n=found.points)
        return Judgement(Outcome.PASS, 1.0, message, float(found.points), target=target)
    half = found.reason in ("too_few", "no_colours")
    outcome = Outcome.PARTIAL if half else Outcome.FAIL
    return Judgement(outcome, 0.5 * half, _why(found, points), float(found.points) or None, target=target)


def _why(found: NoScatter, points: int) -> Text:
    return {
        "no_scatter": text("The notebook draws no scatter of the codes."),
        "other_points": text(
            "The points of the scatter are not the codes of this model's encoder (t-SNE or PCA of another code is not "
            "what is asked)."
        ),
        "too_few": text("The scatter shows {n} images; asked are at least {points}.", n=found.points, points=points),
        "no_colours": text("The scatter shows the codes, but without a colour for each class: use c=y_test."),
        "wrong_colours": text(
            "The colours of the scatter are not the classes of its points: take the labels of the same images."
        ),
    }[found.reason]
