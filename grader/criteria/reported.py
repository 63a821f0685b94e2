"""`reported`: the ROC-AUC that the notebook itself shows is the one its model reaches."""

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register
from grader.criteria.shown import shown_aucs
from grader.i18n import Text, text
from grader.measurement import Detection
from grader.outcome import Outcome

__all__ = ["judge"]


@register("reported")
@needs(Detection)
def judge(spec: CriterionSpec, case: Case, measured: Detection) -> Judgement:
    """Some ROC-AUC that was printed, drawn or kept in a variable lies within `params.tolerance` of the measured one."""
    tolerance = float(spec.params.get("tolerance", 0.02))
    target = f"{measured.roc_auc:.3f} ± {tolerance:g}"
    shown = shown_aucs(case)
    if not shown:
        message = text("The notebook shows no ROC-AUC: compute it with score = -MSE and print it.")
        return Judgement(Outcome.FAIL, 0.0, message, None, target=target)
    closest = min(shown, key=lambda value: abs(value - measured.roc_auc))
    if abs(closest - measured.roc_auc) <= tolerance:
        message = text("The notebook reports {shown:.3f}, as measured.", shown=closest)
        return Judgement(Outcome.PASS, 1.0, message, closest, target=target)
    return Judgement(
        Outcome.FAIL, 0.0, _what_is_wrong(shown, closest, measured.roc_auc, tolerance), closest, target=target
    )


def _what_is_wrong(shown: list[float], closest: float, measured: float, tolerance: float) -> Text:
    if any(abs(1 - value - measured) <= tolerance for value in shown):
        return text(
            "The notebook reports {shown:.3f}, which is 1 - {measured:.3f}: the sign is turned around. A normal image "
            "has a small error, so its score must be -MSE.",
            shown=min(shown, key=lambda value: abs(1 - value - measured)),
            measured=measured,
        )
    return text(
        "The notebook reports {shown:.3f}, but the model it trained reaches {measured:.3f}.",
        shown=closest,
        measured=measured,
    )
