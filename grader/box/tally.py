"""How often each image of a training came."""

from typing import Any

import numpy as np

from .protocol import MAX_FINGERPRINTS

__all__ = ["Tally"]

Array = np.ndarray[Any, Any]

#: Fingerprints are made distinct when this many have come in, so that long trainings stay small.
_BUFFER = 200_000


class Tally:
    """How often each fingerprint came, and with what weight in all."""

    def __init__(self) -> None:
        self._prints = np.zeros(0, np.uint64)
        self._counts: Array = np.zeros(0, np.uint32)
        self._weights: Array = np.zeros(0, np.float64)
        self._new: list[tuple[Array, Array]] = []
        self._waiting = 0
        self._weighted = False

    def add(self, prints: Array, weights: Array | None) -> None:
        """Count `prints` (n,), each with its weight; 1 without any."""
        fits = weights is not None and weights.size == len(prints)
        self._weighted = self._weighted or fits
        self._new.append((prints, np.asarray(weights, np.float64).ravel() if fits else np.ones(len(prints))))
        self._waiting += len(prints)
        if self._waiting > _BUFFER:
            self._merge()

    def sums(self) -> tuple[Array, Array, Array | None]:
        """Distinct fingerprints, sorted: uint64 (n,); how often each came, uint32 (n,); its mean weight, float32 (n,),
        or None where no batch had weights.
        """
        self._merge()
        weights = np.nan_to_num(self._weights / np.maximum(self._counts, 1), posinf=0.0, neginf=0.0)
        return self._prints, self._counts, weights.astype(np.float32) if self._weighted else None

    def _merge(self) -> None:
        prints = np.concatenate([self._prints, *(prints for prints, _ in self._new)])
        counts = np.concatenate([self._counts, np.ones(len(prints) - len(self._counts), np.uint32)])
        weights = np.concatenate([self._weights, *(weights for _, weights in self._new)])
        distinct, place = np.unique(prints, return_inverse=True)
        self._prints = distinct[:MAX_FINGERPRINTS]
        self._counts = np.asarray(np.bincount(place, counts, len(distinct))[:MAX_FINGERPRINTS], np.uint32)
        self._weights = np.asarray(np.bincount(place, weights, len(distinct))[:MAX_FINGERPRINTS], np.float64)
        self._new, self._waiting = [], 0
