"""For criteria that need a measured model: those without one are skipped, with the reason."""

import functools
from collections.abc import Callable

from grader.assignment import CriterionSpec
from grader.criteria.protocol import Case, Judge, Judgement
from grader.i18n import text
from grader.measurement import Detection
from grader.outcome import Outcome

__all__ = ["needs_measurement"]


def needs_measurement(judge: Callable[[CriterionSpec, Case, Detection], Judgement]) -> Judge:
    """Call `judge` with the measurement, or answer SKIPPED where there is none."""

    @functools.wraps(judge)
    def judged(spec: CriterionSpec, case: Case) -> Judgement:
        if case.measured is None:
            reason = case.problem or text("There was no model to measure.")
            target = spec.bounds.describe() if spec.bounds else ""
            return Judgement(Outcome.SKIPPED, 0.0, reason, target=target)
        return judge(spec, case, case.measured)

    return judged
