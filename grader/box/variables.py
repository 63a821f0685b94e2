"""Names and states of model variables: a number for each object, a hash for each content."""

import hashlib
import weakref
from typing import Any

import numpy as np

from .storage import Storage

__all__ = ["Kept", "Numbers", "captured", "inner", "slots", "state", "variables", "weights"]


class Numbers:
    """Gives each object it meets a number of its own, for as long as the object lives.

    A variable of Keras 3 has the number of TensorFlow's own, which is what a graph knows of it.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[weakref.ref[Any], int]] = {}
        self._next = 0

    def of(self, thing: object) -> int:
        """The number of `thing`; a new one for a new object, even if it reuses the memory of a dead one."""
        thing = inner(thing)
        known = self._known.get(id(thing))
        if known is not None and known[0]() is thing:
            return known[1]
        number = self._next
        self._next += 1
        self._known[id(thing)] = (weakref.ref(thing), number)
        return number


class Kept:
    """Contents of variables that are saved, each once, if no recorded training made them."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._made: set[str] = set()
        self._names: dict[str, str] = {}

    def save(self, content: str, array: np.ndarray[Any, Any]) -> str | None:
        """The file that holds the `array` of this hash; None for what an earlier training left behind."""
        if content in self._made:
            return None
        if content not in self._names:
            self._names[content] = self._storage.save_array(array)
        return self._names[content]

    def learn(self, contents: set[str]) -> None:
        """A recorded training made these."""
        self._made |= contents


def weights(model: Any) -> list[Any]:
    """Variables that hold what a model has learnt: no metrics, no random seeds. Empty while it is not built."""
    try:
        found = list(model.weights)
    except (ValueError, AttributeError):  # an unbuilt model of either Keras
        return []
    # Keras 2 counts those of metrics among them, where a model holds the metric.
    parts: list[Any] = list(getattr(model, "_flatten_layers", list)())
    others = {id(v) for part in parts for metric in getattr(part, "_metrics", []) for v in variables(metric)}
    return [variable for variable in found if id(variable) not in others]


def captured(function: Any) -> list[Any]:
    """The variables that a function compiled by TensorFlow computes with; of anything else none."""
    graphs = [concrete.graph for concrete in getattr(function, "_list_all_concrete_functions", list)()]
    found = {id(variable): variable for graph in graphs for variable in graph.variables}
    return list(found.values())


def inner(variable: Any) -> Any:
    """TensorFlow's variable within one of Keras 3; anything else as it is."""
    value = getattr(variable, "value", None)
    return value if hasattr(value, "handle") else variable


def slots(model: Any) -> list[np.ndarray[Any, Any]]:
    """What the optimiser of a model remembers of former steps: moments, velocities, averages."""
    arrays = [np.asarray(variable) for variable in variables(getattr(model, "optimizer", None))]
    return [array for array in arrays if array.size > 1]


def variables(thing: Any) -> list[Any]:
    """All variables of a model, an optimiser or a metric of either Keras; none of what is none of these."""
    found = getattr(thing, "variables", None)
    return list(found() if callable(found) else found or [])


def state(variables: list[Any]) -> list[str]:
    """A 64-bit hash of each variable's content, as 16 hexadecimal digits."""
    return [_hash(np.asarray(variable)) for variable in variables]


def _hash(value: np.ndarray[Any, Any]) -> str:
    digest = hashlib.blake2b(repr((value.shape, value.dtype.str)).encode(), digest_size=8)
    digest.update(np.ascontiguousarray(value).data)
    return digest.hexdigest()
