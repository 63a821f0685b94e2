"""An object of the notebook's own class that holds layers, seen as the model that it is used as.

Such a class may be a layer, or nothing of Keras: layers in its attributes, and methods that call them.
"""

import weakref
from collections.abc import Iterator
from typing import Any

from .layers import is_layer, is_model
from .variables import weights

__all__ = ["assembled"]

_DEPTH = 3
_ITEMS = 50
_known: dict[int, tuple[weakref.ref[Any], "Assembled"]] = {}


class Assembled:
    """What a model is asked for: its weights, its layers, its answer; whatever else, the object is asked."""

    def __init__(self, thing: Any) -> None:
        self._thing = weakref.ref(thing)

    @property
    def weights(self) -> list[Any]:
        """Those of all layers, each once."""
        found = [variable for layer in _layers(self._thing(), _DEPTH) for variable in weights(layer)]
        return list({id(variable): variable for variable in found}.values())

    def _flatten_layers(self, include_self: bool = True, recursive: bool = True) -> Iterator[Any]:
        yield from {id(layer): layer for layer in _layers(self._thing(), _DEPTH)}.values()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        thing: Any = self._thing()
        return thing(*args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._thing(), name)

    def __dir__(self) -> list[str]:
        return dir(self._thing())


def assembled(thing: Any) -> Any:
    """What to take `thing`, of a class of the notebook's own, for: itself if it is a layer, the same `Assembled` each
    time if it holds layers that are no models, with weights; else None.
    """
    if is_layer(thing):
        return thing
    if not any(weights(layer) for layer in _layers(thing, _DEPTH) if not is_model(layer)):
        return None
    known = _known.get(id(thing))
    if known is None or known[0]() is not thing:
        whole = type(type(thing).__name__, (Assembled,), {})(thing)
        known = _known[id(thing)] = (weakref.ref(thing), whole)
    return known[1]


def _layers(value: Any, depth: int) -> Iterator[Any]:
    if is_layer(value):
        yield value
    elif depth == 0:
        return
    elif isinstance(value, list | tuple | dict):
        for item in list(value.values() if isinstance(value, dict) else value)[:_ITEMS]:
            yield from _layers(item, depth - 1)
    elif type(value).__module__ == "__main__" and hasattr(value, "__dict__"):
        for item in list(vars(value).values())[:_ITEMS]:
            yield from _layers(item, depth - 1)
