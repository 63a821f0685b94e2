"""`kl` and `active_units`: what a variational code tells of the image, in nats."""

import numpy as np
from numpy.typing import NDArray

from grader.assignment import CriterionSpec
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register, verdict
from grader.i18n import text
from grader.measurement import Measured
from grader.metrics.kl import active_units, kl_to_prior
from grader.outcome import Outcome

__all__ = ["judge_active", "judge_kl"]


@register("kl")
@needs(Measured)
def judge_kl(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """Divergence from the prior in nats per image, summed over the units, from the deviation really drawn with."""
    per_unit = _per_unit(measured)
    if per_unit is None:
        return _not_drawn(spec)
    total = float(per_unit.sum())
    if spec.bounds is not None and spec.bounds.met(total):
        message = text("The code tells {nats:.1f} nats of each image (KL to the prior).", nats=total)
    elif measured.lost_in_draws > 1:
        message = text(
            "The code tells {nats:.2f} nats of each image (KL to the prior): its draws are nothing the decoder was "
            "trained on, so that nothing kept them close to their means.",
            nats=total,
        )
    else:
        message = text(
            "The code tells {nats:.2f} nats of each image (KL to the prior): it has collapsed. The usual cause is a "
            "reconstruction loss that is averaged over the pixels beside a KL that is summed: sum the cross-entropy "
            "over all the pixels of an image, for example by multiplying its mean by 784.",
            nats=total,
        )
    return verdict(spec, total, message)


@register("active_units")
@needs(Measured)
def judge_active(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """Units with a mean KL above 0.1 nat."""
    per_unit = _per_unit(measured)
    if per_unit is None:
        return _not_drawn(spec)
    active = active_units(per_unit)
    message = text("{n} of the {units} units tell anything of the image.", n=active, units=measured.code_size)
    return verdict(spec, float(active), message)


def _per_unit(measured: Measured) -> NDArray[np.float64] | None:
    if not len(measured.drawn):
        return None
    return kl_to_prior(measured.code[measured.drawn], measured.deviation)


def _not_drawn(spec: CriterionSpec) -> Judgement:
    message = text("The code of this model is not drawn at random, so it has no KL to a prior.")
    return Judgement(Outcome.FAIL, 0.0, message, target=spec.bounds.describe() if spec.bounds else "")
