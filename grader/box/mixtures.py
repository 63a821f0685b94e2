"""Weights that are averages of states that a training left behind, as students make them by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

__all__ = ["Mixtures"]

Array = np.ndarray[Any, Any]

#: Bytes of former states that are kept; of more, the last ones.
_MOST = 256 * 2**20
_MOMENTS = 64  # that one average may be of
_SOLVED = 20_000  # values that shares are found by
_CLOSE = 1e-4  # of the largest value


@dataclass(frozen=True)
class _State:
    content: str
    value: Array


class Mixtures:
    """Remembers what the variables of each model were at the ends of epochs."""

    def __init__(self) -> None:
        self._moments: list[dict[int, _State]] = []
        self._size = 0
        self._found: list[dict[str, Any]] = []

    def remember(self, numbers: Sequence[int], contents: Sequence[str], values: Sequence[Array]) -> None:
        """A training left the variables of these numbers so, at one moment."""
        states = [_State(content, np.array(value, np.float32)) for content, value in zip(contents, values, strict=True)]
        self._moments.append(dict(zip(numbers, states, strict=True)))
        self._size += _bytes(self._moments[-1])
        while self._size > _MOST:
            self._size -= _bytes(self._moments.pop(0))

    def explain(self, numbers: Sequence[int], contents: Sequence[str], values: Sequence[Array]) -> set[str]:
        """Which of these contents are a weighted mean of what their variables were, the same one for all.

        The shares are found by the largest variable; a single number could be a mean in many ways.
        """
        moments = [moment for moment in self._moments if set(numbers) <= moment.keys()][-_MOMENTS:]
        if len(moments) < 2:
            return set()
        largest = max(range(len(values)), key=lambda place: values[place].size)
        columns = [moment[numbers[largest]].value for moment in moments]
        shares = _shares(columns, values[largest])
        if shares is None:
            return set()
        told = set()
        for number, content, value in zip(numbers, contents, values, strict=True):
            states = [moment[number] for moment in moments]
            if _is_mean([state.value for state in states], shares, value):
                self._found.append({"content": content, "parts": _parts(states, shares)})
                told.add(content)
        return told

    def take(self) -> list[dict[str, Any]]:
        """What was explained since the last call, as `Mixture` of the evidence."""
        found, self._found = self._found, []
        return found


def _shares(states: list[Array], value: Array) -> Array | None:
    if any(state.shape != value.shape for state in states):
        return None
    columns = np.stack([state.ravel() for state in states], axis=1).astype(np.float64)
    step = len(columns) // _SOLVED + 1
    shares = np.linalg.lstsq(columns[::step], value.ravel()[::step].astype(np.float64), rcond=None)[0]
    return shares if abs(shares.sum() - 1) < 0.01 and shares.min() > -0.01 else None


def _is_mean(states: list[Array], shares: Array, value: Array) -> bool:
    if any(state.shape != value.shape for state in states):
        return False
    mean = sum(share * state.astype(np.float64) for share, state in zip(shares, states, strict=True))
    return bool(np.abs(mean - value).max() <= _CLOSE * max(float(np.abs(value).max()), 1e-9))


def _parts(states: list[_State], shares: Array) -> dict[str, float]:
    parts: dict[str, float] = {}
    for state, share in zip(states, shares, strict=True):
        if abs(share) > _CLOSE:
            parts[state.content] = parts.get(state.content, 0.0) + float(share)
    return parts


def _bytes(moment: dict[int, _State]) -> int:
    return sum(state.value.nbytes for state in moment.values())
