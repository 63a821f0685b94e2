"""The layers and models of either Keras, and the layers of a model as they follow one another."""

from collections.abc import Iterator
from typing import Any

__all__ = ["is_layer", "is_model", "layers"]


def is_layer(value: object) -> bool:
    """Whether `value` is a layer of either Keras, models included (without importing one)."""
    return any(
        base.__name__ == "Layer" and base.__module__.split(".")[0] in {"keras", "tf_keras"}
        for base in type(value).__mro__
    )


def is_model(value: object) -> bool:
    """Whether `value` is a model of either Keras (without importing one)."""
    return any(
        base.__name__ == "Model" and base.__module__.split(".")[0] in {"keras", "tf_keras"}
        for base in type(value).__mro__
    )


def layers(model: Any) -> Iterator[Any]:
    """Each once; those of a nested model in their own order, after it. Keras 3 itself turns them around."""
    yield from _below(model, set())


def _below(outer: Any, seen: set[int]) -> Iterator[Any]:
    for layer in outer._flatten_layers(include_self=False, recursive=False):
        if id(layer) not in seen:
            seen.add(id(layer))
            yield layer
            yield from _below(layer, seen)
