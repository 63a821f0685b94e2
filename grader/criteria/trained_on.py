"""`trained_on`: the weights come from training on the right classes of the right split, with the image as target."""

from collections import Counter
from collections.abc import Sequence

from grader.assignment import CriterionSpec
from grader.criteria.protocol import Case, Judgement, register
from grader.i18n import Text, text
from grader.matching import Traced
from grader.outcome import Outcome
from grader.provenance import Origin

__all__ = ["judge"]

_TARGET = "= 100 %"
#: Below this share of recognised images nothing is said for or against. Scaling as a whole or per image loses none
#: (measured: 100 % in every float width and layout); a scaler per pixel or a resize loses up to 6 % to rounding.
_RECOGNISED = 0.999
_RECOGNISED_AFTER_ROUNDING = 0.93
#: Of the range of pixels: float32 rounds by 3e-8, sums of it in a scaler by 1e-6.
_ROUNDING = 5e-6


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
    unknown = (
        _unrecognised(case.history)
        or _beside(spec, case)
        or _residue(case)
        or _touched(case)
        or _unexplained(case)
        or _lost(case)
    )
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
        good, bad = _sorted(spec, origin)
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


def _sorted(spec: CriterionSpec, origin: Origin) -> tuple[Counter[str], Counter[str]]:
    """Images that training may use and those it may not, counted by `split/class`."""
    good: Counter[str] = Counter()
    bad: Counter[str] = Counter(origin.elsewhere)
    expected = spec.params.get("dataset") in (None, origin.dataset)
    classes = spec.params.get("classes")
    for split, counts in (("train", origin.train), ("test", origin.test)):
        for label, count in counts.items():
            fits = expected and (classes is None or label in classes) and split == spec.params["split"]
            (good if fits else bad)[f"{split}/{label}"] += count
    return good, bad


def _wrong_target(case: Case) -> Judgement | None:
    for traced in case.history:
        if traced.provenance.target in {"inverted", "other"}:
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


def _unrecognised(history: Sequence[Traced]) -> Text | None:
    shares = [(origin.identified, _enough(traced)) for traced in history for origin in _telling(traced)]
    if shares and all(share >= enough for share, enough in shares):
        return None
    worst = min((share for share, _ in shares), default=0.0)
    return text(
        "Only {percent:.0f} % of the training images could be recognised, so it cannot be said what it was trained on.",
        percent=100 * worst,
    )


def _telling(traced: Traced) -> list[Origin]:
    """The sides whose images can be recognised: of noisy images, the clean targets."""
    clean = traced.provenance.y
    return [clean] if traced.provenance.target == "clean" and clean is not None else traced.origins


def _enough(traced: Traced) -> float:
    ways = (traced.provenance.x_preprocessing, traced.provenance.y_preprocessing)
    rounded = any(way is not None and way.loses_fingerprints for way in ways)
    return _RECOGNISED_AFTER_ROUNDING if rounded else _RECOGNISED


def _beside(spec: CriterionSpec, case: Case) -> Text | None:
    """What a compiled step held beside its batches: data can also come in through a loss or a layer."""
    for traced in case.history:
        cell = case.run.cells[traced.event.cell].index + 1
        foreign: Counter[str] = Counter()
        for origin in traced.held:
            foreign |= _sorted(spec, origin)[1]
        if foreign:
            return text(
                "Beside its batches the training step of cell {cell} held images that should not be there: {where} "
                "(split/class and count).",
                cell=cell,
                where=", ".join(f"{place} ({count})" for place, count in foreign.most_common(4)),
            )
        held = traced.event.held
        unknown = sum(origin.unknown for origin in traced.held)
        if held is not None and (held.opaque or unknown):
            return text(
                "Beside its batches the training step of cell {cell} held {n} arrays or numbers of its own, so it "
                "cannot be said what it was trained on.",
                cell=cell,
                n=held.opaque + unknown,
            )
        if held is not None and held.doors:
            return text(
                "The training step of cell {cell} called Python, or fetched data by itself, so it cannot be said what "
                "it was trained on.",
                cell=cell,
            )
    return None


def _residue(case: Case) -> Text | None:
    for traced in case.history:
        if traced.provenance.residue > _ROUNDING:
            return text(
                "The images that cell {cell} trained on differ from the dataset's by more than rounding ({share:.1e} "
                "of their range): something may be hidden in them.",
                cell=case.run.cells[traced.event.cell].index + 1,
                share=traced.provenance.residue,
            )
    return None


def _touched(case: Case) -> Text | None:
    for traced in case.history:
        if traced.event.recipe is None:  # ours writes one for every training, or why there is none
            return text(
                "The record of the training in cell {cell} is not whole, so it cannot be said what it trained.",
                cell=case.run.cells[traced.event.cell].index + 1,
            )
        if traced.event.touched:
            return text(
                "While cell {cell} trained, something else than its training steps changed the weights.",
                cell=case.run.cells[traced.event.cell].index + 1,
            )
    return None


def _unexplained(case: Case) -> Text | None:
    if not case.chain.gaps:
        return None
    gap = case.chain.gaps[0]
    if gap.cell is None:
        return text(
            "{n} of the model's variables hold values that no recorded training left there.",
            n=gap.variables,
        )
    cell = case.run.cells[gap.cell].index + 1
    if gap.kind == "between":
        return text(
            "Before cell {cell} trained it, {n} of the model's variables were changed by something else than training.",
            n=gap.variables,
            cell=cell,
        )
    return text(
        "When cell {cell} began to train it, {n} of the model's variables held values that no initialiser draws.",
        n=gap.variables,
        cell=cell,
    )


def _lost(case: Case) -> Text | None:
    if not case.lost:
        return None
    return text(
        "What cell {cell} did was not recorded or cannot be read, so it cannot be said what it trained.",
        cell=case.run.cells[case.lost[0]].index + 1,
    )
