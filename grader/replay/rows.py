"""The images of a training anew: raw ones of the dataset, made what the notebook made of them."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from grader.box.protocol import MAX_FINGERPRINTS
from grader.errors import Unrepeatable
from grader.exchange import EvidenceFolder
from grader.exchange.evidence import DataSeen
from grader.i18n import text
from grader.matching import Traced
from grader.provenance import Preprocessing

__all__ = ["Fed", "fed"]

#: Share of rows that must be known: as `trained_on` asks for, scalers pixel by pixel and resizing included.
_KNOWN: Final = 0.93
#: Noisy copies where the notebook drew its noise anew in every epoch.
_COPIES: Final = 4


@dataclass(frozen=True, eq=False)
class Fed:
    """What a repeated training is fed.

    Attributes:
        x: float32 (n, *shape), for one epoch after another; only noise tells them apart.
        y: float32 (n, *shape); None where it is x.
        counts: int64 (n,), how often each row came.
        weights: float32 (n,), with what weight; None where there was none.
        rows: that were consumed in all.
    """

    x: list[NDArray[np.float32]]
    y: NDArray[np.float32] | None
    counts: NDArray[np.int64]
    weights: NDArray[np.float32] | None
    rows: int


def fed(traced: Traced, folder: EvidenceFolder, rng: np.random.Generator) -> Fed:
    """What `traced` consumed, as far as it is known.

    Raises:
        Unrepeatable: it is not known.
        BadArtefact: a file that the evidence names breaks a rule.
    """
    provenance = traced.provenance
    noisy = provenance.target == "clean"
    seen, rows = (traced.event.y, provenance.y_rows) if noisy else (traced.event.x, provenance.x_rows)
    before = provenance.x_preprocessing
    if seen is None or rows is None or before is None or seen.counts is None:
        raise Unrepeatable(text("The images of a training were not recognised."))
    if provenance.target not in ("same", "clean"):
        raise Unrepeatable(text("What a training had as its target is not known."))
    counts = _counts(seen, folder)
    known = np.flatnonzero(rows.numbers >= 0)
    if len(counts) != len(rows.prints) or counts[known].sum() < _KNOWN * max(counts.sum(), 1):
        raise Unrepeatable(text("Some images of a training were not recognised."))
    raw = rows.raw(known)
    weights = (
        None
        if seen.weights is None
        else folder.array(seen.weights, dtype="float32", shape=(len(counts),), max_bytes=4 * MAX_FINGERPRINTS)[known]
    )
    target = _target(provenance.y_preprocessing, before, raw)
    if noisy:
        noise = provenance.noise
        if noise is None:
            raise Unrepeatable(text("What was done to the inputs of a training is not known."))
        fresh = traced.event.x is not None and traced.event.x.distinct > 1.5 * len(counts)
        x = [before.apply(255 * noise.apply(raw, rng)) for _ in range(_COPIES if fresh else 1)]
        y: NDArray[np.float32] | None = target if target is not None else before.apply(raw)
    else:
        x, y = [before.apply(raw)], target
    return Fed(x, y, counts[known], weights, round(seen.rows * counts[known].sum() / counts.sum()))


def _counts(seen: DataSeen, folder: EvidenceFolder) -> NDArray[np.int64]:
    assert seen.counts is not None
    counts = folder.array(seen.counts, dtype="uint32", shape=(None,), max_bytes=4 * MAX_FINGERPRINTS)
    return counts.astype(np.int64)


def _target(after: Preprocessing | None, before: Preprocessing, raw: NDArray[np.uint8]) -> NDArray[np.float32] | None:
    """The targets; None where they are the inputs themselves."""
    if after is None or after is before:
        return None
    target = after.apply(raw)
    return None if np.array_equal(target, before.apply(raw)) else target
