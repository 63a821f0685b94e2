"""Weights that are averages of states that a training left behind, as students make them by hand."""

from typing import Any

import numpy as np

__all__ = ["Mixtures"]

Array = np.ndarray[Any, Any]

#: Bytes of former states that are kept; of more, the last ones.
_MOST = 256 * 2**20
_STATES = 64  # of one variable
_SOLVED = 20_000  # values that shares are found by
_CLOSE = 1e-4  # of the largest value


class Mixtures:
    """Remembers what each variable was at the ends of epochs."""

    def __init__(self) -> None:
        self._found: list[dict[str, Any]] = []
        self._states: dict[int, dict[str, Array]] = {}
        self._order: list[tuple[int, str]] = []
        self._size = 0

    def remember(self, number: int, content: str, value: Array) -> None:
        """A training left the variable of this number so."""
        states = self._states.setdefault(number, {})
        if content in states or value.nbytes > _MOST:
            return
        states[content] = np.array(value, np.float32)
        self._order.append((number, content))
        self._size += states[content].nbytes
        while self._size > _MOST:
            oldest, its = self._order.pop(0)
            self._size -= self._states[oldest].pop(its).nbytes

    def explains(self, number: int, content: str, value: Array) -> bool:
        """Whether the content of a variable is a weighted mean of what it was before; then it is kept to be taken."""
        states = dict(list(self._states.get(number, {}).items())[-_STATES:])
        shares = _shares([state.ravel() for state in states.values() if state.shape == value.shape], value.ravel())
        if shares is None:
            return False
        parts = zip(states, shares, strict=True)
        told = {part: float(share) for part, share in parts if abs(share) > _CLOSE}
        self._found.append({"content": content, "parts": told})
        return True

    def take(self) -> list[dict[str, Any]]:
        """What was explained since the last call, as `Mixture` of the evidence."""
        found, self._found = self._found, []
        return found


def _shares(states: list[Array], value: Array) -> Array | None:
    if len(states) < 2:
        return None
    columns = np.stack(states, axis=1).astype(np.float64)
    step = len(value) // _SOLVED + 1
    shares = np.linalg.lstsq(columns[::step], value[::step].astype(np.float64), rcond=None)[0]
    off = np.abs(columns @ shares - value).max()
    mean = abs(shares.sum() - 1) < 0.01 and shares.min() > -0.01
    return shares if mean and off <= _CLOSE * max(float(np.abs(value).max()), 1e-9) else None
