"""How a training can be repeated by someone who has none of the notebook's own Python: standard parts, described."""

import contextlib
import json
from collections.abc import Callable, Iterator
from typing import Any

from .own_loss import frozen_loss
from .protocol import MAX_CONFIG
from .storage import Storage
from .variables import Numbers

__all__ = ["Obstacle", "blueprint", "compiled"]

#: Parts of a training that a class or an object may replace by its own.
_STEP = ("train_step", "compute_loss", "compute_loss_and_updates", "make_train_function")


class Obstacle(Exception):
    """Something that standard parts cannot repeat; its one argument is a word of the evidence's `Recipe`."""


def blueprint(
    model: Any, forward: Callable[[Any], Any], shape: tuple[int, ...], storage: Storage, numbers: Numbers
) -> dict[str, Any]:
    """As `Blueprint` of the evidence: `forward` for images of `shape`, which belongs to `model` or is the model itself.

    Raises:
        Obstacle: `legacy`, `outputs` or `layers`.
        Exception: whatever the student's own code raises.
    """
    keras = _keras(model)
    with _names_kept():
        built: Any = model if forward is model and _is_plain(keras, model) else _traced(keras, forward, shape)
        if len(built.outputs) != 1:
            raise Obstacle("outputs")
        config = _text(_uncompiled(keras.saving.serialize_keras_object(built)), "layers")
    return {"config": storage.save_config(config), "variables": [numbers.of(variable) for variable in built.weights]}


def compiled(model: Any, shape: tuple[int, ...], storage: Storage, numbers: Numbers) -> dict[str, Any]:
    """The optimiser and the loss of a model of Keras 3 whose targets have rows of `shape`.

    Raises:
        Obstacle: `train_step` or `loss`.
    """
    keras = _keras(model)
    own = vars(model).keys() & set(_STEP) or any(
        getattr(type(model), name, None) is not getattr(keras.Model, name, None) for name in _STEP
    )
    if own:
        raise Obstacle("train_step")
    loss = _loss(keras, model.loss)
    settings = {
        "optimizer": keras.optimizers.serialize(model.optimizer),
        "loss": loss if isinstance(loss, dict) else None,
    }
    return {
        "compiled": storage.save_config(_text(settings, "optimizer")),
        "own_loss": None if isinstance(loss, dict) else storage.save_graph(_frozen(loss, shape)),
        "optimizer": numbers.of(model.optimizer),
    }


def _uncompiled(config: Any) -> Any:
    """A description without the optimiser and the loss that some model in it was compiled with."""
    if isinstance(config, dict):
        return {key: _uncompiled(value) for key, value in config.items() if key != "compile_config"}
    return [_uncompiled(value) for value in config] if isinstance(config, list | tuple) else config


def _keras(model: Any) -> Any:
    import keras

    if keras.__name__ != "keras" or not isinstance(model, keras.Model):  # Keras 2 can go by that name
        raise Obstacle("legacy")
    return keras


def _is_plain(keras: Any, model: Any) -> bool:
    from keras.src.models.functional import Functional

    return type(model) in (keras.Sequential, Functional) and bool(model.built)


def _traced(keras: Any, forward: Callable[[Any], Any], shape: tuple[int, ...]) -> Any:
    """A functional model of the layers that `forward` calls; of a model, its `call` is followed."""
    images = keras.Input(shape)
    follow = forward.call if isinstance(forward, keras.Model) else forward
    try:
        return keras.Model(images, follow(images))
    except (TypeError, ValueError, AttributeError, NotImplementedError, RuntimeError) as error:
        raise Obstacle("layers") from error  # operations of TensorFlow's, or of the student's own


def _loss(keras: Any, loss: Any) -> Any:
    """A description of Keras' own, or the loss itself."""
    if isinstance(loss, list | tuple | dict) and len(loss) != 1:
        raise Obstacle("outputs")
    if isinstance(loss, list | tuple | dict):
        (loss,) = loss.values() if isinstance(loss, dict) else loss
    found = keras.losses.get(loss)
    if not getattr(found, "__module__", "").startswith("keras.src.losses"):
        return found
    if hasattr(found, "__name__"):  # a function
        return {"module": "keras.losses", "class_name": found.__name__, "config": None}
    return keras.losses.serialize(found)


def _frozen(loss: Any, shape: tuple[int, ...]) -> bytes:
    try:
        graph = frozen_loss(loss, shape)
    except Exception as error:  # the student's own code, in whatever way it fails
        raise Obstacle("loss") from error
    if graph is None:
        raise Obstacle("loss")
    return graph


def _text(config: Any, otherwise: str) -> str:
    try:
        config = json.dumps(config, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise Obstacle(otherwise) from error
    if len(config) > MAX_CONFIG:
        raise Obstacle("large")
    return str(config)


@contextlib.contextmanager
def _names_kept() -> Iterator[None]:
    """The layers that the notebook makes later get the names they would have had without us."""
    from keras.src.backend.common import global_state

    counts = global_state.get_global_attribute("object_name_uids")
    before = dict(counts or {})
    try:
        yield
    finally:
        if counts is not None:
            counts.clear()
            counts.update(before)
