"""`sparsity` and `alive`: few units of the code are active at a time, and not the same few for every image."""

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register, verdict
from grader.i18n import Text, text
from grader.measurement import Sparsity

__all__ = ["judge_alive", "judge_sparsity"]


@register("sparsity")
@needs(Sparsity)
def judge_sparsity(spec: CriterionSpec, case: Case, measured: Sparsity) -> Judgement:
    """Hoyer's measure of the activations, 0..1: it does not change when the code is multiplied by a number.

    Codes without a penalty reach 0.08 (sigmoid) to 0.18 (relu), with l1(1e-3) 0.5 to 0.9.
    """
    if spec.bounds is not None and spec.bounds.met(measured.hoyer):
        message = text(
            "The code is sparse: {percent:.0f} % of the activations are near zero, Hoyer's measure is {hoyer:.2f}.",
            percent=100 * measured.near_zero,
            hoyer=measured.hoyer,
        )
    else:
        message = text(
            "The code is not sparse: {percent:.0f} % of the activations are near zero, Hoyer's measure is {hoyer:.2f}. "
            "{penalty}",
            percent=100 * measured.near_zero,
            hoyer=measured.hoyer,
            penalty=_penalty(case),
        )
    return verdict(spec, measured.hoyer, message)


@register("alive")
@needs(Sparsity)
def judge_alive(spec: CriterionSpec, case: Case, measured: Sparsity) -> Judgement:
    """Share of the units, 0..1, that no test image activates."""
    message = text(
        "{percent:.0f} % of the {units} units are dead: no image activates them.",
        percent=100 * measured.dead,
        units=measured.code_size,
    )
    return verdict(spec, measured.dead, message)


def _penalty(case: Case) -> Text:
    layers = case.snapshot.layers if case.snapshot else []
    found = next((layer.activity_regularizer for layer in layers if layer.activity_regularizer), None)
    if found is None:
        return text("No layer has an activity_regularizer (kernel_regularizer penalises weights, not activations).")
    return text("The penalty found, {penalty}, is too weak or on another layer.", penalty=found[:60])
