"""`shows_foreign`: a figure shows what another model's decoder makes of the codes."""

from typing import Final

import numpy as np

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register
from grader.i18n import text
from grader.measurement import Codes, Measured
from grader.outcome import Outcome

__all__ = ["judge"]

#: Codes may come back rounded to float16.
_ROUNDING: Final = 5e-3


@register("shows_foreign")
@needs(Measured)
def judge(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """`params.pictures`: how many decoded codes of the task's own model are to be seen; `params.rival`: by whom."""
    wanted = int(spec.params.get("pictures", 3))
    rival = case.rivals.get(str(spec.params["rival"]))
    pictures = rival.pictures if rival is not None else None
    target = f">= {wanted}"
    drawn: set[int] = set()
    for figure in pictures.drawn_codes if pictures is not None else ():
        assert pictures is not None
        drawn |= {int(code) for code in figure.codes if _is_own(pictures.asked[code], case, measured)}
    if len(drawn) >= wanted:
        message = text("A figure shows {n} codes as the other decoder decodes them.", n=len(drawn))
        return Judgement(Outcome.PASS, 1.0, message, float(len(drawn)), target=target)
    message = text("No figure shows what the other decoder makes of this model's codes.")
    share = len(drawn) / wanted
    return Judgement(Outcome.PARTIAL if drawn else Outcome.FAIL, share, message, float(len(drawn)), target=target)


def _is_own(code: Codes, case: Case, measured: Measured) -> bool:
    """Whether a code (k,) is that of a test image, or of one that the notebook drew."""
    shown = case.pictures.codes if case.pictures is not None else ()
    known = np.concatenate([measured.code, *(codes for codes in shown if codes.shape[1] == measured.code_size)])
    if code.shape != known.shape[1:]:
        return False
    scale = np.abs(known).max()
    return bool((np.abs(known - code).max(axis=1) <= _ROUNDING * max(scale, 1e-12)).any())
