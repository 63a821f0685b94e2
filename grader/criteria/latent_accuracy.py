"""`latent_accuracy`: classes lie apart in the code, though training never saw a label."""

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register, verdict
from grader.i18n import text
from grader.measurement import Latent

__all__ = ["judge"]


@register("latent_accuracy")
@needs(Latent)
def judge(spec: CriterionSpec, case: Case, measured: Latent) -> Judgement:
    """Share of test images, 0..1, whose class the 15 nearest codes of other test images name."""
    message = text(
        "The 15 nearest codes name the class of {percent:.0f} % of the unseen images.", percent=100 * measured.accuracy
    )
    return verdict(spec, measured.accuracy, message)
