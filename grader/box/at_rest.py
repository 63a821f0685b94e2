"""What must not happen while a model is traced: variables that change, generators that count, layers that train."""

import contextlib
import inspect
import sys
from collections.abc import Iterator
from typing import Any

__all__ = ["layers_at_rest", "state_at_rest"]


@contextlib.contextmanager
def state_at_rest() -> Iterator[None]:
    """Variables keep their values, such as those of metrics and of Keras' generators of seeds; TensorFlow's own
    generators draw as if there were none. A graph that counted would have a state.
    """
    import tensorflow as tf
    from tensorflow.python.ops.resource_variable_ops import BaseResourceVariable, ResourceVariable

    with contextlib.ExitStack() as stack:
        for kind in (BaseResourceVariable, ResourceVariable):
            for name in vars(kind).keys() & {"assign", "assign_add", "assign_sub"}:
                stack.enter_context(_replaced(kind, name, lambda variable, *args, **kwargs: variable))
        for name in ("normal", "truncated_normal", "uniform"):
            stack.enter_context(_replaced(tf.random.Generator, name, _without_generator(getattr(tf.random, name))))
        yield


@contextlib.contextmanager
def layers_at_rest(keras: str) -> Iterator[None]:
    """Layers such as Dropout, BatchNormalization and GaussianNoise of that package do as in inference."""
    with contextlib.ExitStack() as stack:
        for kind in _told_of_training(keras):
            stack.enter_context(_replaced(kind, "call", _not_trained(vars(kind)["call"])))
        yield


def _told_of_training(keras: str) -> set[type]:
    """The classes of that Keras whose `call` has an argument `training`."""
    kinds = [kind for kind in vars(sys.modules[keras].layers).values() if isinstance(kind, type)]
    bases = {base for kind in kinds for base in kind.__mro__ if base.__module__.split(".")[0] == keras}
    calls = {base: vars(base)["call"] for base in bases if "call" in vars(base) and base.__name__ != "Lambda"}
    return {base for base, call in calls.items() if "training" in inspect.signature(call).parameters}


def _without_generator(draw: Any) -> Any:
    return lambda generator, *args, **kwargs: draw(*args, **kwargs)


def _not_trained(call: Any) -> Any:
    return lambda layer, *args, **kwargs: call(layer, *args, **{**kwargs, "training": False})


@contextlib.contextmanager
def _replaced(kind: Any, name: str, method: Any) -> Iterator[None]:
    original = getattr(kind, name)
    setattr(kind, name, method)
    try:
        yield
    finally:
        setattr(kind, name, original)
