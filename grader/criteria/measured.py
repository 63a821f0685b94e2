"""For criteria that need a measured model: those without one are skipped, with the reason."""

import functools
from collections.abc import Callable
from typing import TypeVar

from grader.assignment import CriterionSpec
from grader.criteria.protocol import Case, Judge, Judgement
from grader.i18n import text
from grader.measurement import Measured
from grader.outcome import Outcome

__all__ = ["needs"]

M = TypeVar("M", bound=Measured)


def needs(kind: type[M]) -> Callable[[Callable[[CriterionSpec, Case, M], Judgement]], Judge]:
    """Call a judge with the measurement, or answer SKIPPED where there is none.

    Raises:
        ValueError: the rubric gives the criterion to a task that is measured as something else.
    """

    def decorate(judge: Callable[[CriterionSpec, Case, M], Judgement]) -> Judge:
        @functools.wraps(judge)
        def judged(spec: CriterionSpec, case: Case) -> Judgement:
            if case.measured is None:
                reason = case.problem or text("There was no model to measure.")
                target = spec.bounds.describe() if spec.bounds else ""
                return Judgement(Outcome.SKIPPED, 0.0, reason, target=target)
            if not isinstance(case.measured, kind):
                raise ValueError(f"criterion {spec.id!r} needs {kind.__name__}, not {type(case.measured).__name__}")
            return judge(spec, case, case.measured)

        return judged

    return decorate
