"""`trained_on`: the weights come from training on the right classes of the right split, with the image as target."""

from collections import Counter
from collections.abc import Sequence

from grader.assignment import CriterionSpec
from grader.criteria.doubt import by_place, doubt
from grader.criteria.protocol import Case, Judgement, register
from grader.i18n import text
from grader.matching import Traced
from grader.outcome import Outcome

__all__ = ["judge"]

_TARGET = "= 100 %"


@register("trained_on")
def judge(spec: CriterionSpec, case: Case) -> Judgement:
    """One image from elsewhere is one too many.

    `params.split`: the split that training may use; `params.dataset`, `params.classes`: the same, any without them.
    `params.one_class`: all images must be of one class, whichever it is.
    """
    if case.snapshot is None or not case.history:
        return Judgement(Outcome.SKIPPED, 0.0, case.problem or text("No trained model was found."), target=_TARGET)
    wrong = _idle(case.history) or _foreign(spec, case.history) or _several(spec, case.history) or _wrong_target(case)
    if wrong is not None:
        return wrong
    unknown = doubt(spec, case)
    if unknown is not None:
        return Judgement(Outcome.UNVERIFIED, 0.0, unknown, target=_TARGET, review=True)
    images = max(sum(origin.train.values()) for traced in case.history for origin in traced.origins)
    classes = _classes(case.history)
    if len(classes) == 1:
        message = text(
            "Trained on {n} different images, all of class {label} of the training split.", n=images, label=classes[0]
        )
    else:
        message = text(
            "Trained on {n} different images of {count} classes, all of the training split.",
            n=images,
            count=len(classes),
        )
    return Judgement(Outcome.PASS, 1.0, message, 100.0, target=_TARGET)


def _idle(history: Sequence[Traced]) -> Judgement | None:
    if any(traced.event.before != traced.event.after for traced in history):
        return None
    message = text(
        "The training moved no weight: with a learning rate of zero, or frozen layers, a model learns nothing."
    )
    return Judgement(Outcome.FAIL, 0.0, message, target=_TARGET)


def _classes(history: Sequence[Traced]) -> list[int]:
    return sorted({label for traced in history for origin in traced.origins for label in (*origin.train, *origin.test)})


def _several(spec: CriterionSpec, history: Sequence[Traced]) -> Judgement | None:
    classes = _classes(history)
    if not spec.params.get("one_class") or len(classes) < 2:
        return None
    message = text(
        "Training saw images of {count} classes: an anomaly detector is trained on the normal class alone.",
        count=len(classes),
    )
    return Judgement(Outcome.FAIL, 0.0, message, 100 / len(classes), target=_TARGET)


def _foreign(spec: CriterionSpec, history: Sequence[Traced]) -> Judgement | None:
    allowed: Counter[str] = Counter()
    foreign: Counter[str] = Counter()
    for origin in (origin for traced in history for origin in traced.origins):
        good, bad = by_place(spec, origin)
        # Input and target, and one fit after another, show the same images: the most of a kind, not their sum.
        allowed |= good
        foreign |= bad
    if not foreign:
        return None
    total = foreign.total() + allowed.total()
    message = text(
        "Training saw images that should not be there: {where} (split/class and count).",
        where=", ".join(f"{place} ({count})" for place, count in foreign.most_common(4)),
    )
    return Judgement(Outcome.FAIL, 0.0, message, 100 * allowed.total() / total, target=_TARGET)


def _wrong_target(case: Case) -> Judgement | None:
    for traced in case.history:
        if traced.provenance.target in {"inverted", "other"} and not traced.of_codes:
            message = text(
                "In cell {cell} the target is not the image itself: an autoencoder learns to give back its input.",
                cell=case.run.cells[traced.event.cell].index + 1,
            )
            return Judgement(Outcome.FAIL, 0.0, message, target=_TARGET)
        if traced.provenance.target == "noisy" or (traced.provenance.target == "same" and traced.provenance.noise):
            message = text(
                "In cell {cell} the target is a noisy image: an autoencoder learns to give back the clean one.",
                cell=case.run.cells[traced.event.cell].index + 1,
            )
            return Judgement(Outcome.FAIL, 0.0, message, target=_TARGET)
    return None
