"""What keeps anyone from saying what a model was trained on."""

from collections import Counter
from collections.abc import Sequence

from grader.assignment import CriterionSpec
from grader.criteria.protocol import Case
from grader.i18n import Text, text
from grader.matching import Traced
from grader.provenance import Origin

__all__ = ["by_place", "doubt"]

#: Below this share of recognised images nothing is said for or against. Scaling as a whole or per image loses none
#: (measured: 100 % in every float width and layout); a scaler per pixel or a resize loses up to 6 % to rounding.
_RECOGNISED = 0.999
_RECOGNISED_AFTER_ROUNDING = 0.93
#: Of the range of pixels: float32 rounds by 3e-8, sums of it in a scaler by 1e-6.
_ROUNDING = 5e-6


def doubt(spec: CriterionSpec, case: Case) -> Text | None:
    """The first reason to doubt what is told of the model's trainings; None if there is none."""
    return (
        _unrecognised(case.history)
        or _beside(spec, case)
        or _residue(case)
        or _touched(case)
        or _unexplained(case)
        or _lost(case)
    )


def by_place(spec: CriterionSpec, origin: Origin) -> tuple[Counter[str], Counter[str]]:
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
            foreign |= by_place(spec, origin)[1]
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
