"""What a training consumed: fingerprints of every image, and a few rows as they were."""

from typing import Any

import numpy as np

from .fingerprint import NO_IMAGE
from .looks import Look, look
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
        x_seen = self.x.add(x, weights)
        if y is None:
            return
        # Most targets are the input itself, and looking takes up to a third as long as a training step.
        y_seen = self.y.add(y, weights, x_seen if _equal(x, y) else None)
        if x_seen is not None and y_seen is not None and len(x_seen.prints) == len(y_seen.prints):
            images = (x_seen.prints != NO_IMAGE) | (y_seen.prints != NO_IMAGE)
            self._paired += int(np.count_nonzero(images))
            self._same += int(np.count_nonzero(images & (x_seen.prints == y_seen.prints)))

    @property
    def same(self) -> float | None:
        """Share of rows whose target is the same image as their input; None where that cannot be said."""
        return self._same / self._paired if self._paired else None


def _equal(x: Array, y: Array) -> bool:
    return x.dtype == y.dtype and np.array_equal(x, y)


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

    def add(self, batch: Array, weights: Array | None, seen: Look | None = None) -> Look | None:
        """Take in rows (n, ...), each with its weight, and return what they hold; None for what are no rows.

        `seen` is what they hold where that is known already.
        """
        if batch.ndim < 2 or not len(batch) or batch.dtype.kind not in "fiub":
            return None
        if self.shape is None:
            self.shape, self._dtype = batch.shape[1:], str(batch.dtype)
        if batch.shape[1:] != self.shape:
            return None
        self._rows += len(batch)
        self._keep_sample(batch)
        seen = seen or look(batch)
        self._low, self._high = min(self._low, seen.low), max(self._high, seen.high)
        self._residual = max(self._residual, seen.stray)
        self._tally.add(seen.prints, weights)
        return seen

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
