"""`false_alarms` and `detections`: what the notebook's own threshold on the error flags, of clean images and others."""

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs
from grader.criteria.own_threshold import Threshold, others, own_threshold
from grader.criteria.protocol import Case, Judgement, register, verdict
from grader.criteria.shows_numbers import number
from grader.i18n import Text, text
from grader.measurement import Measured
from grader.outcome import Outcome

__all__ = ["judge_detections", "judge_false_alarms"]


@register("false_alarms", asks=others)
@needs(Measured)
def judge_false_alarms(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """Share of the clean test images, 0..1, that the threshold flags."""
    found = own_threshold(case, measured)
    if found is None:
        return _none(spec)
    return verdict(spec, found.false_alarms, _told(found))


@register("detections", asks=others)
@needs(Measured)
def judge_detections(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """Share of the images of white noise, and of those of another dataset, that it flags: the mean of both, 0..1."""
    found = own_threshold(case, measured)
    if found is None:
        return _none(spec)
    if spec.bounds is None or spec.bounds.met(found.detections):
        return verdict(spec, found.detections, _told(found))
    message = text(
        "{told} Take it from the errors of clean training images: those of the mix that is to be judged raise mean and "
        "standard deviation until nothing lies above them.",
        told=_told(found),
    )
    return verdict(spec, found.detections, message)


@number("flagged", r"anomal|marc|flag|detect|alarm|umbral|thresh", text("the share of test images that are flagged"))
def _flagged(case: Case, measured: Measured) -> float | None:
    found = own_threshold(case, measured)
    return None if found is None else found.false_alarms


def _told(found: Threshold) -> Text:
    return text(
        "The threshold {threshold:.4g} flags {clean:.1f} % of the clean test images, and {strange:.0f} % of white "
        "noise and other images.",
        threshold=found.value,
        clean=100 * found.false_alarms,
        strange=100 * found.detections,
    )


def _none(spec: CriterionSpec) -> Judgement:
    message = text(
        "The notebook keeps or prints no threshold: name it `umbral`, the mean plus two standard deviations of the "
        "errors of clean training images."
    )
    target = spec.bounds.describe() if spec.bounds else ""
    return Judgement(Outcome.FAIL, 0.0, message, target=target, absent=True)
