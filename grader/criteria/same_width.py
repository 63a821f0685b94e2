"""`same_width`: two models that are compared have codes of the same width."""

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register
from grader.i18n import text
from grader.measurement import Measured
from grader.outcome import Outcome

__all__ = ["judge"]


@register("same_width")
@needs(Measured)
def judge(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """Values of the rival's code; as many as the model's own. `params.as`: the rival's id.

    What gains by more room says nothing of the kind of network.
    """
    own, rival = measured.code_size, case.rivals[str(spec.params["as"])]
    if rival.measured is None:
        reason = rival.problem or text("There was no model to compare with.")
        return Judgement(Outcome.SKIPPED, 0.0, reason, target=f"= {own}")
    width = rival.measured.code_size
    if width == own:
        return Judgement(Outcome.PASS, 1.0, text("Both have codes of {n} values.", n=own), width, target=f"= {own}")
    message = text(
        "The code of the model it is compared with has {other} values, its own {n}: give both the same width.",
        other=width,
        n=own,
    )
    return Judgement(Outcome.FAIL, 0.0, message, width, target=f"= {own}")
