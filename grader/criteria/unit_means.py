"""`unit_means`: all units of a code are active alike on average, as a penalty on the mean of each one makes them.

The lesson S06 (Autoencoder regularizado): KL(rho || mean activation of unit j over the images), summed over j.
"""

import numpy as np

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register, verdict
from grader.i18n import text
from grader.measurement import Sparsity

__all__ = ["judge"]


@register("unit_means")
@needs(Sparsity)
def judge(spec: CriterionSpec, case: Case, measured: Sparsity) -> Judgement:
    """How far the units' means over the images lie apart: nine tenths of them less one tenth, over the mean of all.

    A divergence of each image's mean over its units, the wrong axis, leaves some units off and others on.
    """
    means = measured.code.mean(axis=0)
    low, high = (float(np.quantile(means, share)) for share in (0.1, 0.9))
    value = (high - low) / max(float(np.abs(means).mean()), 1e-12)
    if spec.bounds is not None and spec.bounds.met(value):
        message = text("The units' means over the images are alike: {low:.2f} to {high:.2f}.", low=low, high=high)
    else:
        message = text(
            "The units' means over the images go from {low:.2f} to {high:.2f}: some are hardly ever active, others "
            "often. The penalty is to be of each unit's mean over the images, mean(activations, axis=0), not of each "
            "image's mean over its units (axis=1).",
            low=low,
            high=high,
        )
    return verdict(spec, value, message)
