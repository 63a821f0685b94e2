"""What a training consumed: fingerprints of every image, and a few rows as they were."""

from typing import Any

import numpy as np

from .fingerprint import NO_IMAGE, fingerprints, residual
from .protocol import MAX_FINGERPRINTS, SAMPLE_ROWS
from .storage import Storage

__all__ = ["Consumed"]

Array = np.ndarray[Any, Any]

#: Buffered fingerprints are made distinct when this many have come in, so that long trainings stay small.
_BUFFER = 200_000


class Consumed:
    """Both sides of a training's batches, in the order the training step took them."""

    def __init__(self) -> None:
        self.x = _Side()
        self.y = _Side()
        self.steps = 0
        self._paired = 0
        self._same = 0

    def add(self, x: Array, y: Array | None) -> None:
        """Take in one batch: `x` (n, ...) and, where there is one, its target `y` (n, ...)."""
        self.steps += 1
        x_prints = self.x.add(x)
        if y is None:
            return
        y_prints = self.y.add(y)
        if x_prints is not None and y_prints is not None and len(x_prints) == len(y_prints):
            images = (x_prints != NO_IMAGE) | (y_prints != NO_IMAGE)
            self._paired += int(np.count_nonzero(images))
            self._same += int(np.count_nonzero(images & (x_prints == y_prints)))

    @property
    def same(self) -> float | None:
        """Share of rows whose target is the same image as their input; None where that cannot be said."""
        return self._same / self._paired if self._paired else None


class _Side:
    def __init__(self) -> None:
        self.shape: tuple[int, ...] | None = None
        self._dtype = ""
        self._low = np.inf
        self._high = -np.inf
        self._rows = 0
        self._buffer: list[Array] = []
        self._buffered = 0
        self._sample: list[Array] = []
        self._sampled = 0
        self._residual = 0.0

    def add(self, batch: Array) -> Array | None:
        if batch.ndim < 2 or not len(batch) or batch.dtype.kind not in "fiub":
            return None
        if self.shape is None:
            self.shape, self._dtype = batch.shape[1:], str(batch.dtype)
        if batch.shape[1:] != self.shape:
            return None
        self._rows += len(batch)
        finite = batch[np.isfinite(batch)] if batch.dtype.kind == "f" else batch
        if finite.size:
            self._low = min(self._low, float(finite.min()))
            self._high = max(self._high, float(finite.max()))
        self._keep_sample(batch)
        prints = fingerprints(batch)
        self._residual = max(self._residual, residual(batch))
        self._buffer.append(prints)
        self._buffered += len(prints)
        if self._buffered > _BUFFER:
            self.prints()
        return prints

    def _keep_sample(self, batch: Array) -> None:
        wanted = SAMPLE_ROWS - self._sampled
        if wanted > 0:
            self._sample.append(np.array(batch[:wanted], dtype=np.float32))
            self._sampled += len(self._sample[-1])

    def prints(self) -> Array:
        """Distinct fingerprints so far, sorted: uint64 (n,)."""
        buffer = self._buffer or [np.zeros(0, dtype=np.uint64)]
        distinct = np.unique(np.concatenate(buffer))[:MAX_FINGERPRINTS]
        self._buffer, self._buffered = [distinct], 0
        return distinct

    def save(self, storage: Storage) -> dict[str, Any] | None:
        """As `DataSeen` of the evidence; None if nothing of an image's kind came in."""
        if self.shape is None or not self.shape:
            return None
        distinct = self.prints()
        return {
            "shape": list(self.shape),
            "dtype": self._dtype,
            "low": self._low if np.isfinite(self._low) else 0.0,
            "high": self._high if np.isfinite(self._high) else 0.0,
            "rows": self._rows,
            "distinct": len(distinct),
            "fingerprints": storage.save_array(distinct),
            "sample": storage.save_array(np.nan_to_num(np.concatenate(self._sample), posinf=0.0, neginf=0.0)),
            "residual": self._residual,
        }
