"""`loss`: the model was trained with the loss that is asked for."""

from typing import Final

from grader.assignment import CriterionSpec
from grader.criteria.protocol import Case, Judgement, register
from grader.i18n import text
from grader.matching.traits import loss_of
from grader.outcome import Outcome

__all__ = ["judge"]

_NAMES: Final = {"bce": "binary_crossentropy", "mse": "mse"}


@register("loss")
def judge(spec: CriterionSpec, case: Case) -> Judgement:
    """`params.is`: `bce` (binary cross-entropy) or `mse`; that of the last training counts, by any of its names."""
    wanted = str(spec.params["is"])
    target = f"= {wanted}"
    if case.snapshot is None or not case.history:
        return Judgement(Outcome.SKIPPED, 0.0, case.problem or text("No trained model was found."), target=target)
    found = case.history[-1].event.loss or ""
    if loss_of(found) == wanted:
        message = text("It was trained with the loss {loss}, as asked.", loss=found[:60])
        return Judgement(Outcome.PASS, 1.0, message, target=target)
    message = text(
        "It was trained with the loss {found}; asked is {wanted}: compile(loss='{name}').",
        found=found[:60] or "?",
        wanted=wanted,
        name=_NAMES.get(wanted, wanted),
    )
    return Judgement(Outcome.FAIL, 0.0, message, target=target)
