"""From one training event to what it was trained on."""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from grader.datasets import Dataset
from grader.exchange.evidence import DataSeen, TrainingEvent
from grader.provenance.fixed import adds_pattern
from grader.provenance.identify import Identified, identify
from grader.provenance.layout import Array, layout_of
from grader.provenance.matching import nearest
from grader.provenance.model import Origin, Provenance, Target
from grader.provenance.noise import describe_noise, is_random
from grader.provenance.preprocessing import Preprocessing
from grader.provenance.recover import Pairs
from grader.provenance.regime import Noise
from grader.provenance.table import take
from grader.provenance.target import is_derived, target_of

__all__ = ["trace"]

_UNKNOWN: Final = 0.95  # share of rows that are not recognised where x is noisy
_LIKELY: Final = 0.4  # correlation with its own clean image; noise of 0.5 leaves 0.5, 30 % of salt and pepper too
_ENOUGH: Final = 0.5  # share of rows that must be like a known image
_MATCHED: Final = 64  # noisy rows that are matched by it


def trace(event: TrainingEvent, arrays: Callable[[str], Array], known: Sequence[Dataset]) -> Provenance:
    """What `event` was trained on, as far as fingerprints and the sample show it.

    Args:
        event: one training, as the box recorded it.
        arrays: reads a checked array of the evidence by its name.
        known: the datasets its images may come from.

    Returns:
        The provenance. What is not recognised is counted as unknown: nothing is concluded about it from the few rows
        of the sample, which serve to learn preprocessing, target and noise. The target of a hand-written loop is a
        guess: it counts if every row has one, and those of the sample are known images of which x has noisy versions.
    """
    found = _trace(event, arrays, known)
    if event.kind != "loop" or event.x is None or event.y is None:
        return found
    if found.target == "clean" and event.x.rows == event.y.rows:
        return found
    return _trace(event.model_copy(update={"y": None, "same": None}), arrays, known)


def _trace(event: TrainingEvent, arrays: Callable[[str], Array], known: Sequence[Dataset]) -> Provenance:
    y = _identify(event.y, arrays, known, None)
    x = _identify(event.x, arrays, known, y)
    target = _target(event, x, y, known)
    noise, x_preprocessing = (None, None) if x is None else _noise(x, y, target, known)
    return Provenance(
        x=x.origin(known) if x else None,
        y=y.origin(known) if y else None,
        target=target,
        noise=noise,
        x_preprocessing=x_preprocessing,
        y_preprocessing=y.preprocessing if y else None,
        residue=max((side.residue for side in (x, y) if side is not None), default=0.0),
        held=_held(event, arrays, known),
        x_rows=x.rows if x else None,
        y_rows=y.rows if y else None,
    )


def _identify(
    seen: DataSeen | None, arrays: Callable[[str], Array], known: Sequence[Dataset], other: Identified | None
) -> Identified | None:
    """One side; `other` is the side it is paired with, where that one is known already."""
    if seen is None or seen.fingerprints is None:
        return None
    prints = np.unique(arrays(seen.fingerprints))
    sample = np.zeros((0, *seen.shape), np.float32) if seen.sample is None else arrays(seen.sample)
    if other is None or len(other.sample) != len(sample):
        return identify(prints, sample, known)
    if np.array_equal(prints, other.prints) and np.array_equal(sample, other.sample):
        return other
    pairs = None
    if other.dataset is not None and is_derived(sample, other.dataset, other.sample_numbers()):
        pairs = Pairs(other.dataset, other.sample_numbers())
    return identify(prints, sample, known, pairs)


def _held(event: TrainingEvent, arrays: Callable[[str], Array], known: Sequence[Dataset]) -> list[Origin]:
    seen = event.held.images if event.held else []
    return [side.origin(known) for one in seen if (side := _identify(one, arrays, known, None)) is not None]


def _target(event: TrainingEvent, x: Identified | None, y: Identified | None, known: Sequence[Dataset]) -> Target:
    if event.y is None:
        return "none"
    target = "unknown" if x is None or y is None else target_of(x, y, event.same)
    if target == "same" and _adds_pattern(x) and not _adds_pattern(y):
        return "clean"
    return "noisy" if target in ("unknown", "other") and y is not None and _is_noisy(y, known) else target


def _adds_pattern(side: Identified | None) -> bool:
    return side is not None and side.preprocessing is not None and adds_pattern(side.preprocessing.intensity)


def _is_noisy(side: Identified, known: Sequence[Dataset]) -> bool:
    """Whether its images are known ones under noise."""
    hidden = side.preprocessing is None and side.share_unknown > _UNKNOWN and bool(np.any(side.prints))
    return hidden and len(_likely(side.sample[:_MATCHED], known)[0]) > 0


def _noise(
    x: Identified, y: Identified | None, target: Target, known: Sequence[Dataset]
) -> tuple[Noise | None, Preprocessing | None]:
    """The noise in x, if any, and the preprocessing of its images without it."""
    if target == "clean" and y is not None and y.dataset is not None:
        numbers = y.sample_numbers()
        noisy, raw, clean = x.sample[numbers >= 0], take(y.dataset, numbers[numbers >= 0]), y.preprocessing
    elif target in ("same", "noisy", "none") and _is_noisy(x, known):
        (noisy, raw), clean = _likely(x.sample[:_MATCHED], known), None
    else:
        return None, x.preprocessing
    described = describe_noise(noisy, raw, clean)
    return (None, x.preprocessing) if described is None else described


def _likely(rows: Array, known: Sequence[Dataset]) -> tuple[Array, Array]:
    """The rows, and the images they are most like; none unless most rows are like one."""
    layout = layout_of(rows)
    if known and layout is not None and layout.fit != "resized":
        matches = [(nearest(layout.images(rows), dataset), dataset) for dataset in known]
        match, dataset = max(matches, key=lambda found: float(np.median(found[0].best)))
        likely = match.best > _LIKELY
        raw = take(dataset, match.numbers[likely])
        if likely.mean() > _ENOUGH and is_random(rows[likely], raw):
            return rows[likely], raw
    return rows[:0], np.zeros((0, 28, 28), np.uint8)
