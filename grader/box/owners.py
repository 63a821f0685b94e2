"""Which model a layer is a part of: a loop written by hand may call the layers of a model one by one."""

import weakref
from collections.abc import Callable
from typing import Any

from .layers import layers
from .variables import weights

__all__ = ["Owners"]


class Owners:
    """The models that were made so far, in both Kerases, and what `others` the notebook uses as such."""

    def __init__(self, others: Callable[[], list[Any]] = list) -> None:
        self._others = others
        self._made: list[weakref.ref[Any]] = []

    def made(self, model: Any) -> None:
        """A model is being made; it has no layers yet."""
        self._made.append(weakref.ref(model))

    def of(self, layer: Any) -> Any:
        """The model with the most weights that has this layer in it, at any depth; else the layer itself."""
        self._made = [ref for ref in self._made if ref() is not None]
        models = [model for ref in self._made if (model := ref()) is not None]
        owners = [model for model in models if _has(model, layer)] or [o for o in self._others() if _has(o, layer)]
        return max(owners, key=lambda one: len(weights(one)), default=layer)


def _has(model: Any, layer: Any) -> bool:
    return any(one is layer for one in layers(model))
