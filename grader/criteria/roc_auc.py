"""`roc_auc`: the measured ROC-AUC of the negative reconstruction error."""

from dataclasses import replace

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register, verdict
from grader.criteria.shown import shown_aucs
from grader.criteria.wording import normal_class
from grader.i18n import text
from grader.measurement import Detection

__all__ = ["judge"]

#: A student's own figure is that of the measured pair of classes when it lies so near.
_SAME_PAIR = 0.01


@register("roc_auc")
@needs(Detection)
def judge(spec: CriterionSpec, case: Case, measured: Detection) -> Judgement:
    """On all test images, normal class against the rest; the same computation on perturbed copies must agree.

    `params.probe_tolerance`: how far the perturbed copies' ROC-AUC may lie below before a person should look.
    Honest models move by less than 0.02.
    `params.one_class`: where the notebook shows the ROC-AUC against one class alone, that one may count instead.
    """
    judged = _against_all(spec, measured)
    chosen = _chosen_class(case, measured) if spec.params.get("one_class") else None
    if chosen is not None and measured.auc_against[chosen] > measured.roc_auc:
        message = text(
            "The negative error ranks an image of {name} before one of class {other}, the anomaly chosen, in "
            "{percent:.1f} % of the pairs; before those of all other classes in {all:.1f} %.",
            name=normal_class(measured),
            other=chosen,
            percent=100 * measured.auc_against[chosen],
            all=100 * measured.roc_auc,
        )
        judged = verdict(spec, measured.auc_against[chosen], message)
    fall = measured.roc_auc - measured.probe_auc
    if fall <= float(spec.params.get("probe_tolerance", 1.0)):
        return judged
    warning = text(
        "On slightly perturbed copies of the test images it falls to {probe:.3f}: a person should look.",
        probe=measured.probe_auc,
    )
    return replace(judged, message=text("{first} {second}", first=judged.message, second=warning), review=True)


def _against_all(spec: CriterionSpec, measured: Detection) -> Judgement:
    low, high = measured.interval
    message = text(
        "The negative error ranks an image of {name} before one of another class in {percent:.1f} % of the pairs "
        "(95 % interval {low:.3f} to {high:.3f}).",
        name=normal_class(measured),
        percent=100 * measured.roc_auc,
        low=low,
        high=high,
    )
    return verdict(spec, measured.roc_auc, message, interval=measured.interval)


def _chosen_class(case: Case, measured: Detection) -> int | None:
    """The class that the student's own ROC-AUC is against, if it is one alone."""
    near = [
        (abs(shown - auc), label)
        for shown in shown_aucs(case)
        for label, auc in measured.auc_against.items()
        if abs(shown - auc) <= _SAME_PAIR
    ]
    return min(near)[1] if near else None
