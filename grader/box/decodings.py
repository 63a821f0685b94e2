"""The codes that a notebook had decoded: what its decoders were called with, outside of any training.

From these the trusted side makes the images again, and knows which of the drawn ones come from which code.
"""

import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from .protocol import MAX_DECODED_CODES, WIDEST_CODE
from .storage import Storage
from .tap import are_images
from .variables import Numbers, captured, weights

__all__ = ["Decodings"]

Array = np.ndarray[Any, Any]

_DECODERS = 50  # of one cell
_STEPS = 10  # layers that one decoder may be called as


@dataclass(frozen=True)
class _Step:
    """One call: the variables it computes with, and the rows (n, ...) it was given; None where they can be no codes."""

    variables: tuple[int, ...]
    rows: Array | None


@dataclass(frozen=True)
class _Made:
    """What the last of some calls made, each of what the one before it had made.

    Attributes:
        outputs: the tensor itself, as long as the notebook keeps it.
        rows: its rows; None where they can be no codes.
    """

    outputs: weakref.ref[Any]
    rows: Array | None
    steps: tuple[_Step, ...]

    def is_given(self, given: Any, rows: Array | None) -> bool:
        """Whether it is what was given to a next call, if in another shape."""
        if self.outputs() is given:
            return True
        return rows is not None and self.rows is not None and np.array_equal(_flat(rows), _flat(self.rows))


class Decodings:
    """The calls of one cell, by decoder."""

    def __init__(self, storage: Storage, numbers: Numbers) -> None:
        self._storage = storage
        self._numbers = numbers
        self._seen: dict[tuple[int, ...], list[Array]] = {}
        self._made: _Made | None = None

    def saw(self, model: Any, given: Any, outputs: Any) -> None:
        """A model, a layer or a compiled function was called; that counts if it made images of rows that are none.

        So do layers that were called one after the other, the first of them with a code.
        """
        if isinstance(given, list | tuple) and len(given) == 1:
            given = given[0]
        if not hasattr(given, "shape") or not hasattr(outputs, "shape"):
            return
        variables = [self._numbers.of(variable) for variable in weights(model) or captured(model)]
        step = _Step(tuple(variables[:10_000]), _codes(given))
        before = self._made.steps if self._made is not None and self._made.is_given(given, step.rows) else ()
        steps = (*before, step)[-_STEPS:]
        self._made = _Made(weakref.ref(outputs), _codes(outputs), steps)
        if are_images(outputs):
            for variables_of, rows in _suffixes(steps):
                self._keep(variables_of, rows)

    def take(self) -> list[dict[str, Any]]:
        """What was seen since the last call; codes of more than one width are left out."""
        seen, self._seen, self._made = self._seen, {}, None
        return [
            self._saved(variables, kept) for variables, kept in seen.items() if len({k.shape[1] for k in kept}) == 1
        ]

    def _keep(self, variables: tuple[int, ...], rows: Array) -> None:
        if variables not in self._seen and len(self._seen) == _DECODERS:
            return
        kept = self._seen.setdefault(variables, [])
        left = MAX_DECODED_CODES - sum(map(len, kept))
        if left > 0:
            kept.append(_flat(rows[:left]).astype(np.float32))

    def _saved(self, variables: tuple[int, ...], kept: list[Array]) -> dict[str, Any]:
        codes = np.nan_to_num(np.concatenate(kept), posinf=0.0, neginf=0.0)
        return {"variables": list(variables), "codes": self._storage.save_array(codes), "width": int(codes.shape[1])}


def _codes(given: Any) -> Array | None:
    """The first rows of a tensor (n, ...), if they can be codes: they are no images, and not much wider."""
    if are_images(given):
        return None
    rows = np.asarray(given[:MAX_DECODED_CODES]) if len(given.shape) > 1 else np.zeros((0, 0))
    return rows if rows.size and rows[0].size <= WIDEST_CODE * 784 else None


def _flat(rows: Array) -> Array:
    return rows.reshape(len(rows), -1)


def _suffixes(steps: tuple[_Step, ...]) -> Iterator[tuple[tuple[int, ...], Array]]:
    """Each place where a code may have come in: all variables from there on, and what was given there."""
    for place, step in enumerate(steps):
        if step.variables and step.rows is not None:
            yield tuple(dict.fromkeys(number for one in steps[place:] for number in one.variables)), step.rows
