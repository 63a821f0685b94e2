"""A model that draws in training only, made to draw when it is asked.

What a notebook wrote itself is told that it is trained; Keras' own layers are not.
"""

import sys
from typing import Any

from .at_rest import layers_at_rest
from .layers import layers

__all__ = ["as_trained"]


def as_trained(model: Any) -> Any:
    """What calls a layer or a model so; None where all of it is Keras' own."""
    keras = _keras(model)
    if keras is None or all(_is_keras_own(part) for part in [model, *_parts(model)]):
        return None

    def called(images: Any) -> Any:
        with layers_at_rest(keras):
            return model(images, training=True)

    return called


def _keras(model: Any) -> str | None:
    """The package of the Keras that a layer is of."""
    roots = (base.__module__.split(".")[0] for base in type(model).__mro__ if base.__name__ == "Layer")
    return next((root for root in roots if root in sys.modules), None)


def _parts(model: Any) -> list[Any]:
    try:
        return list(layers(model))
    except Exception:  # neither Keras says what it raises for a model that is not built
        return []


def _is_keras_own(layer: Any) -> bool:
    return type(layer).__module__.split(".")[0] in {"keras", "tf_keras"} and type(layer).__name__ != "Lambda"
