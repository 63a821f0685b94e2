"""What images hold, remembered: most come again in every epoch, and in the next training too."""

from dataclasses import dataclass
from threading import Lock
from typing import Any, Final, TypeAlias

import numpy as np

from .fingerprint import examine

__all__ = ["Look", "look"]

Array: TypeAlias = np.ndarray[Any, Any]

#: Rows remembered of one kind; then all are forgotten: where noise is drawn anew, none comes again.
_MOST: Final = 200_000
#: Kinds, each a dtype and a shape, remembered at a time.
_KINDS: Final = 4
_HELD: Final = np.dtype([("print", np.uint64), ("stray", np.float32), ("low", np.float64), ("high", np.float64)])


@dataclass(frozen=True, eq=False)
class Look:
    """What rows hold: fingerprints (n,) and the largest `stray`, as `examine` has them; the range of finite values."""

    prints: Array
    stray: float
    low: float
    high: float


def look(batch: Array) -> Look:
    """Look at rows (n, ...), n > 0, of any real dtype: at those that are new for long, at others briefly.

    A row is known again by Python's keyed hash of its bytes.
    """
    if not batch.nbytes:
        return Look(examine(batch)[0], 0.0, np.inf, -np.inf)
    with _lock:
        held = _memory(batch).of(batch)
    return Look(held["print"], float(held["stray"].max()), float(held["low"].min()), float(held["high"].max()))


class _Memory:
    """Rows of one kind, by the hashes of their bytes."""

    def __init__(self) -> None:
        self._place: dict[int, int] = {}
        self._held = np.zeros(_MOST, _HELD)

    def of(self, batch: Array) -> Array:
        """What each row holds, (n,)."""
        if len(batch) > _MOST:
            return _examined(batch)
        keys = [hash(row.tobytes()) for row in batch]
        new = [index for index, key in enumerate(keys) if key not in self._place]
        if not new:
            return self._held[[self._place[key] for key in keys]]
        if len(self._place) + len(new) > _MOST:
            self._place.clear()
            new = list(range(len(batch)))
        return self._learnt(batch, keys, new)

    def _learnt(self, batch: Array, keys: list[int], new: list[int]) -> Array:
        examined = _examined(batch if len(new) == len(batch) else batch[new])
        for index, one in zip(new, examined, strict=True):
            self._held[self._place.setdefault(keys[index], len(self._place))] = one
        return self._held[[self._place[key] for key in keys]]


_lock = Lock()
_memories: dict[tuple[str, tuple[int, ...]], _Memory] = {}


def _memory(batch: Array) -> _Memory:
    kind = (batch.dtype.str, batch.shape[1:])
    if kind not in _memories:
        if len(_memories) == _KINDS:
            _memories.pop(next(iter(_memories)))
        _memories[kind] = _Memory()
    return _memories[kind]


def _examined(rows: Array) -> Array:
    held = np.zeros(len(rows), _HELD)
    held["print"], held["stray"] = examine(rows)
    flat = rows.reshape(len(rows), -1)
    low, high = flat.min(axis=1), flat.max(axis=1)
    odd = ~(np.isfinite(low) & np.isfinite(high))
    held["low"], held["high"] = low, high
    if odd.any():
        finite = np.isfinite(flat[odd])
        held["low"][odd] = np.where(finite, flat[odd], np.inf).min(axis=1)
        held["high"][odd] = np.where(finite, flat[odd], -np.inf).max(axis=1)
    return held
