"""What a training consumed: fingerprints of every image, and a few rows as they were."""

from typing import Any

import numpy as np

from .fingerprint import NO_IMAGE, fingerprints, residual
from .protocol import SAMPLE_ROWS
from .storage import Storage
from .tally import Tally

__all__ = ["Consumed", "Side"]

Array = np.ndarray[Any, Any]


class Consumed:
    """Both sides of a training's batches, in the order the training step took them."""

    def __init__(self) -> None:
        self.x = Side()
        self.y = Side()
        self.steps = 0
        self.batch = 0
        self._paired = 0
        self._same = 0

    def add(self, x: Array, y: Array | None = None, weights: Array | None = None) -> None:
        """Take in one batch: `x` (n, ...) and, where there are any, its target `y` (n, ...) and its weights (n,)."""
        self.steps += 1
        self.batch = max(self.batch, len(x) if x.ndim else 0)
        x_prints = self.x.add(x, weights)
        if y is None:
            return
        y_prints = self.y.add(y, weights)
        if x_prints is not None and y_prints is not None and len(x_prints) == len(y_prints):
            images = (x_prints != NO_IMAGE) | (y_prints != NO_IMAGE)
            self._paired += int(np.count_nonzero(images))
            self._same += int(np.count_nonzero(images & (x_prints == y_prints)))

    @property
    def same(self) -> float | None:
        """Share of rows whose target is the same image as their input; None where that cannot be said."""
        return self._same / self._paired if self._paired else None


class Side:
    """One side of a training: its images or its targets."""

    def __init__(self) -> None:
        self.shape: tuple[int, ...] | None = None
        self._dtype = ""
        self._low = np.inf
        self._high = -np.inf
        self._rows = 0
        self._tally = Tally()
        self._sample: list[Array] = []
        self._sampled = 0
        self._residual = 0.0

    def add(self, batch: Array, weights: Array | None) -> Array | None:
        """Take in rows (n, ...), each with its weight, and return their fingerprints; None for what are no rows."""
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
        self._tally.add(prints, weights)
        return prints

    def _keep_sample(self, batch: Array) -> None:
        wanted = SAMPLE_ROWS - self._sampled
        if wanted > 0:
            self._sample.append(np.array(batch[:wanted], dtype=np.float32))
            self._sampled += len(self._sample[-1])

    def prints(self) -> Array:
        """Distinct fingerprints so far, sorted: uint64 (n,)."""
        return self._tally.sums()[0]

    def save(self, storage: Storage) -> dict[str, Any] | None:
        """As `DataSeen` of the evidence; None if nothing of an image's kind came in."""
        if self.shape is None or not self.shape:
            return None
        prints, counts, weights = self._tally.sums()
        return {
            "shape": list(self.shape),
            "dtype": self._dtype,
            "low": self._low if np.isfinite(self._low) else 0.0,
            "high": self._high if np.isfinite(self._high) else 0.0,
            "rows": self._rows,
            "distinct": len(prints),
            "fingerprints": storage.save_array(prints),
            "counts": storage.save_array(counts),
            "weights": None if weights is None else storage.save_array(weights),
            "sample": storage.save_array(np.nan_to_num(np.concatenate(self._sample), posinf=0.0, neginf=0.0)),
            "residual": self._residual,
        }
