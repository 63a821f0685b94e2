"""`roc_auc`: the measured ROC-AUC of the negative reconstruction error."""

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
    """On all test images, normal class against the rest.

    `params.one_class`: where the notebook shows the ROC-AUC against one class alone, that one may count instead.
    """
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
        return verdict(spec, measured.auc_against[chosen], message)
    return _against_all(spec, measured)


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
