"""`greedy`: each layer was trained by itself on the codes before it, then all were stacked and tuned together.

Bengio et al. 2007, Greedy Layer-Wise Training of Deep Networks. Weights tell it: those of each layer come from a
training of their own, and all of them went through the last one.
"""

from collections.abc import Sequence
from typing import Final

from grader.assignment import CriterionSpec
from grader.criteria.protocol import Case, Judgement, register
from grader.exchange.evidence import TrainingEvent
from grader.i18n import Text, text
from grader.matching import Traced
from grader.matching.chain import Strand
from grader.outcome import Outcome

__all__ = ["alone", "judge", "tuning"]

#: Share of the model's variables that a tuning must move.
_TOGETHER: Final = 0.75


@register("greedy")
def judge(spec: CriterionSpec, case: Case) -> Judgement:
    """`params.layers`: how many layers must have been trained alone, 2 without it; or all of a deeper encoder."""
    wanted = max(int(spec.params.get("layers", 2)), _depth(case))
    target = f">= {wanted}"
    if case.snapshot is None or not case.history:
        return Judgement(Outcome.SKIPPED, 0.0, case.problem or text("No trained model was found."), target=target)
    last = tuning(case)
    own = alone(case)
    if len(own) < 2:
        return Judgement(Outcome.FAIL, 0.0, _why_not(case), float(len(own)), target=target)
    if last is None:
        message = text(
            "{n} layers were trained one by one, but never together: stack them and train the whole on the images.",
            n=len(own),
        )
        return Judgement(Outcome.PARTIAL, 0.5, message, float(len(own)), target=target)
    if len(own) < wanted:
        message = text(
            "{n} of {wanted} layers were trained by themselves; the others only with the whole.",
            n=len(own),
            wanted=wanted,
        )
        return Judgement(Outcome.PARTIAL, len(own) / wanted, message, float(len(own)), target=target)
    message = text(
        "{n} layers were trained one by one, each on the codes before it; their weights were carried over and tuned "
        "together.",
        n=len(own),
    )
    return Judgement(Outcome.PASS, 1.0, message, float(len(own)), target=target)


def tuning(case: Case) -> Traced | None:
    """The last training, where it moved the whole model on images; None where it did not."""
    last = case.history[-1]
    whole = all(last.event.id in strand.trainings for strand in case.chain.strands)
    held = len(case.snapshot.variables) if case.snapshot else 0
    return last if whole and last.origins and _moved(last.event) >= _TOGETHER * held else None


def alone(case: Case) -> list[Traced]:
    """The trainings that a layer began in by itself, in order: the first on images, the others on codes of the former.

    A former layer may be there as long as it does not move: what comes in through it are its codes. The layer
    itself, not only what decodes it, must have gone into the stack.
    """
    last = tuning(case)
    starts = {strand.trainings[0] for strand in case.chain.strands if strand.trainings}
    own: list[Traced] = []
    for traced in case.history:
        if traced.event.id not in starts or traced is last:
            continue
        if _fits(traced, case.chain.strands, first=not own) and _carried_over(traced.event, case, last):
            own.append(traced)
    return own


def _fits(traced: Traced, strands: Sequence[Strand], *, first: bool) -> bool:
    event = traced.event
    former = sum(s.variables for s in strands if event.id in s.trainings[1:])
    still = len(event.variables) - _moved(event)
    if first:
        return bool(traced.origins)
    return still >= former > 0 or (former == 0 and not traced.origins)


def _carried_over(event: TrainingEvent, case: Case, last: Traced | None) -> bool:
    """Whether the first variable that it moved, which in Keras' order is of the encoder, is one of the stack's."""
    changed = zip(event.variables, event.before, event.after, strict=False)
    number = next((number for number, before, after in changed if before != after), None)
    if number is None or case.snapshot is None:
        return False
    trainings = [traced.event for traced in case.history if number in traced.event.variables]
    contents = {one.after[one.variables.index(number)] for one in trainings if len(one.after) == len(one.variables)}
    stacked = last.event.before if last is not None else case.snapshot.state
    return number in case.snapshot.variables or not contents.isdisjoint(stacked)


def _moved(event: TrainingEvent) -> int:
    return sum(before != after for before, after in zip(event.before, event.after, strict=False))


def _depth(case: Case) -> int:
    structure = case.measured.structure if case.measured else None
    return len(structure.encoder) if structure is not None else 0


def _why_not(case: Case) -> Text:
    if len(case.chain.strands) > 1:
        return text(
            "Not two layers were trained by themselves: train the first one on the images and the second one on its "
            "codes, and carry the weights of both over to the stack."
        )
    return text(
        "All layers were trained together: a stack is trained layer by layer, each one on the codes of the one before, "
        "and only then as a whole."
    )
