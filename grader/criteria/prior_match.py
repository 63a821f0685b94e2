"""`prior_match`: all codes together are spread as the prior is, so that a draw from it can be decoded."""

import numpy as np

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register, verdict
from grader.i18n import text
from grader.measurement import Measured
from grader.metrics.aggregated_posterior import aggregated_sd
from grader.outcome import Outcome

__all__ = ["judge"]


@register("prior_match")
@needs(Measured)
def judge(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """How many times too wide or too narrow the unit that is furthest from the prior is; 1 is the prior itself."""
    if not len(measured.drawn):
        message = text("The code of this model is not drawn at random, so there is no prior to be like.")
        return Judgement(Outcome.FAIL, 0.0, message, target=spec.bounds.describe() if spec.bounds else "")
    spread = aggregated_sd(measured.code[measured.drawn], measured.deviation)
    furthest = float(spread[np.abs(np.log(np.maximum(spread, 1e-6))).argmax()])
    value = max(furthest, 1 / max(furthest, 1e-6))
    if spec.bounds is None or spec.bounds.met(value):
        message = text(
            "All codes together have a standard deviation of {low:.2f} to {high:.2f} per unit; that of the prior is 1.",
            low=float(spread.min()),
            high=float(spread.max()),
        )
    elif furthest > 1:
        message = text(
            "All codes together have a standard deviation of {sd:.1f} in a unit, that of the prior is 1: draws from "
            "the prior miss most of them. Is the KL term in the loss, with its sign (-0.5 · sum(1 + z_log_var - "
            "z_mean² - exp(z_log_var))), and not too light?",
            sd=furthest,
        )
    else:
        message = text(
            "All codes together have a standard deviation of only {sd:.2f} in a unit, that of the prior is 1: most "
            "draws from the prior are codes of no image. Is z = z_mean + exp(z_log_var / 2) · eps what is decoded?",
            sd=furthest,
        )
    return verdict(spec, value, message)
