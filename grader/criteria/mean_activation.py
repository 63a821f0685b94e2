"""`mean_activation`: units of the code are active little on average, as a KL penalty towards a small rho makes them.

The lesson S06 (Autoencoder regularizado): KL(rho || mean activation of each unit), for activations 0..1.
"""

from typing import Final

import numpy as np

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register, verdict
from grader.i18n import text
from grader.measurement import Sparsity
from grader.outcome import Outcome

__all__ = ["judge"]

#: Rounding beyond 0..1 that a sigmoid in float16 may have.
_ROUNDING: Final = 1e-3
#: Regularisers that are no divergence: Keras' own, by the beginning of their description.
_OTHERS: Final = ("L1", "L2", "OrthogonalRegularizer")


@register("mean_activation")
@needs(Sparsity)
def judge(spec: CriterionSpec, case: Case, measured: Sparsity) -> Judgement:
    """Mean of the code over images and units, of activations 0..1: a scale there is nothing to hide behind.

    Keras' own L1 and L2 are another penalty, and are refused; one of the student's own may stand in a regulariser, in
    `add_loss` or in a training step.
    """
    target = spec.bounds.describe() if spec.bounds else ""
    value = float(measured.code.mean())
    layers = case.snapshot.layers if case.snapshot else []
    penalties = [layer.activity_regularizer for layer in layers if layer.activity_regularizer]
    if penalties and all(penalty.startswith(_OTHERS) for penalty in penalties):
        message = text(
            "The penalty of this model is {penalty}; asked is the KL divergence between rho and the mean activation of "
            "each unit.",
            penalty=penalties[0][:60],
        )
        return Judgement(Outcome.FAIL, 0.0, message, value, target=target)
    if measured.code.min() < -_ROUNDING or measured.code.max() > 1 + _ROUNDING:
        message = text(
            "The code goes from {low:.2f} to {high:.2f}: the KL divergence is one of activations between 0 and 1, as a "
            "sigmoid gives them.",
            low=float(measured.code.min()),
            high=float(measured.code.max()),
        )
        return Judgement(Outcome.FAIL, 0.0, message, value, target=target)
    message = text(
        "The mean activation of the code is {mean:.2f}, that of its units {low:.2f} to {high:.2f}.",
        mean=value,
        low=float(np.quantile(measured.code.mean(axis=0), 0.1)),
        high=float(np.quantile(measured.code.mean(axis=0), 0.9)),
    )
    return verdict(spec, value, message)
