"""`roc_auc`: the measured ROC-AUC of the negative reconstruction error."""

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs_measurement
from grader.criteria.protocol import Case, Judgement, register, verdict
from grader.i18n import text
from grader.measurement import Detection

__all__ = ["judge"]


@register("roc_auc")
@needs_measurement
def judge(spec: CriterionSpec, case: Case, measured: Detection) -> Judgement:
    """On all test images, normal class against the rest; the same computation on perturbed copies must agree.

    `params.probe_tolerance`: how far the perturbed copies' ROC-AUC may lie below before a person should look.
    Honest models move by less than 0.02.
    """
    low, high = measured.interval
    message = text(
        "The negative error ranks a T-shirt before another garment in {percent:.1f} % of the pairs "
        "(95 % interval {low:.3f} to {high:.3f}).",
        percent=100 * measured.roc_auc,
        low=low,
        high=high,
    )
    judged = verdict(spec, measured.roc_auc, message, interval=measured.interval)
    fall = measured.roc_auc - measured.probe_auc
    if fall <= float(spec.params.get("probe_tolerance", 1.0)):
        return judged
    warning = text(
        "On slightly perturbed copies of the test images it falls to {probe:.3f}: a person should look.",
        probe=measured.probe_auc,
    )
    both = text("{first} {second}", first=message, second=warning)
    return Judgement(judged.outcome, judged.share, both, judged.measured, judged.interval, judged.target, review=True)
