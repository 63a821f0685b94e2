"""The layers of a model of either Keras, as they follow one another."""

from collections.abc import Iterator
from typing import Any

__all__ = ["layers"]


def layers(model: Any) -> Iterator[Any]:
    """Each once; those of a nested model in their own order, after it. Keras 3 itself turns them around."""
    yield from _below(model, set())


def _below(outer: Any, seen: set[int]) -> Iterator[Any]:
    for layer in outer._flatten_layers(include_self=False, recursive=False):
        if id(layer) not in seen:
            seen.add(id(layer))
            yield layer
            yield from _below(layer, seen)
