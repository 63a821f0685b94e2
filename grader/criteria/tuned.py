"""`tuned`: the error of a stack after its tuning beside that before, as the notebook shows it or the losses tell."""

import re
from typing import Final

from grader.assignment import CriterionSpec
from grader.criteria.greedy import tuning
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register, verdict
from grader.criteria.shown import numbers_about
from grader.i18n import text
from grader.measurement import Measured

__all__ = ["judge"]

_BEFORE: Final = re.compile(
    r"antes|before|sin (?:el )?(?:ajust|afin)|un-?tuned|previo|pre[- _]?(?:ajust|entren|tun|train|fine)|greedy|inicial",
    re.IGNORECASE,
)
#: An error before the tuning is at most so many times that of the mean image.
_MOST: Final = 4.0


@register("tuned")
@needs(Measured)
def judge(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """The measured error over the largest that the notebook shows of the stack before; else the fall of the loss."""
    shown = [number[0] for number in numbers_about(case, _BEFORE)]
    before = [value for value in shown if measured.error < value < _MOST * measured.mean_image_error]
    last = tuning(case) if case.history else None
    losses = [] if last is None else [loss for loss in last.event.losses if loss is not None]
    if before:
        value = measured.error / max(before)
        message = text(
            "The tuning brings the error from {before:.4f}, as the notebook shows it, to {after:.4f}.",
            before=max(before),
            after=measured.error,
        )
        return verdict(spec, value, message)
    if len(losses) > 1 and losses[0] > 0:
        message = text(
            "The notebook shows no error of the stack before its tuning; during it the loss went from {first:.4g} to "
            "{last:.4g}.",
            first=losses[0],
            last=losses[-1],
        )
        return verdict(spec, losses[-1] / losses[0], message)
    message = text(
        "Nothing shows that the tuning helped: print the error of the stack on the test images before it and after it."
    )
    return verdict(spec, 1.0, message)
