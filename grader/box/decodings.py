"""The codes that a notebook had decoded: what its decoders were called with, outside of any training.

From these the trusted side makes the images again, and knows which of the drawn ones come from which code.
"""

from typing import Any

import numpy as np

from .protocol import MAX_DECODED_CODES, WIDEST_CODE
from .storage import Storage
from .tap import are_images
from .variables import Numbers, weights

__all__ = ["Decodings"]

Array = np.ndarray[Any, Any]

_DECODERS = 50  # of one cell


class Decodings:
    """The calls of one cell, by decoder."""

    def __init__(self, storage: Storage, numbers: Numbers) -> None:
        self._storage = storage
        self._numbers = numbers
        self._seen: dict[int, tuple[Any, list[Array]]] = {}

    def saw(self, model: Any, given: Any, outputs: Any) -> None:
        """A model or a layer was called; that counts if it made images of rows that are none."""
        if isinstance(given, list | tuple) and len(given) == 1:
            given = given[0]
        if not (hasattr(given, "shape") and are_images(outputs)) or are_images(given):
            return
        rows = np.asarray(given)
        if rows.ndim < 2 or not rows.size or rows[0].size > WIDEST_CODE * 784 or not weights(model):
            return
        if id(model) not in self._seen and len(self._seen) == _DECODERS:
            return
        _, kept = self._seen.setdefault(id(model), (model, []))
        left = MAX_DECODED_CODES - sum(map(len, kept))
        if left > 0:
            kept.append(rows[:left].reshape(min(left, len(rows)), -1).astype(np.float32))

    def take(self) -> list[dict[str, Any]]:
        """What was seen since the last call; codes of more than one width are left out."""
        seen, self._seen = self._seen, {}
        return [self._saved(model, kept) for model, kept in seen.values() if len({k.shape[1] for k in kept}) == 1]

    def _saved(self, model: Any, kept: list[Array]) -> dict[str, Any]:
        codes = np.nan_to_num(np.concatenate(kept), posinf=0.0, neginf=0.0)
        return {
            "variables": [self._numbers.of(variable) for variable in weights(model)][:10_000],
            "codes": self._storage.save_array(codes),
            "width": int(codes.shape[1]),
        }
