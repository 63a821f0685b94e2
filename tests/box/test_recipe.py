"""Trainings described so that they can be repeated without the notebook's Python."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.box.own_loss import frozen_loss, thawed_loss
from grader.box.recipe import Obstacle, blueprint, compiled
from grader.box.storage import Storage
from grader.box.variables import Numbers

from .test_training_log import dense

SHAPE = (28, 28, 1)


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    return Storage(tmp_path)


def described(model: Any, storage: Storage, tmp_path: Path) -> Any:
    plan = blueprint(model, model, SHAPE, storage, Numbers())
    return plan, json.loads((tmp_path / plan["config"]).read_text())


def subclassed(call: Callable[[Any, Any], Any]) -> Any:
    import keras

    class Autoencoder(keras.Model):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.encoder = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(8)])
            self.decoder = keras.Sequential([keras.layers.Dense(784), keras.layers.Reshape(SHAPE)])

        def call(self, images: Any) -> Any:
            return call(self, images)

    model = Autoencoder()
    model.compile("adam", "mse")
    model(np.zeros((1, *SHAPE), np.float32))
    return model


def test_a_functional_model_describes_itself(storage: Storage, tmp_path: Path) -> None:
    import keras

    model = dense(keras)
    plan, config = described(model, storage, tmp_path)
    again = keras.saving.deserialize_keras_object(config)
    assert [w.shape for w in again.weights] == [w.shape for w in model.weights]
    assert len(plan["variables"]) == 4


def test_the_layers_of_a_subclass_are_followed(storage: Storage, tmp_path: Path) -> None:
    import keras

    model = subclassed(lambda self, images: self.decoder(self.encoder(images)))
    _, config = described(model, storage, tmp_path)
    again = keras.saving.deserialize_keras_object(config)
    again.set_weights(model.get_weights())
    images = np.random.default_rng(0).random((3, *SHAPE)).astype("float32")
    np.testing.assert_allclose(again(images), model(images), rtol=1e-5)


def test_operations_of_tensorflow_cannot_be_described(storage: Storage) -> None:
    import tensorflow as tf

    model = subclassed(lambda self, images: self.decoder(tf.square(self.encoder(images))))
    with pytest.raises(Obstacle, match="layers"):
        blueprint(model, model, SHAPE, storage, Numbers())


def test_more_than_one_output_cannot_be_repeated(storage: Storage) -> None:
    import keras

    images = keras.Input(SHAPE)
    flat = keras.layers.Flatten()(images)
    model = keras.Model(images, [flat, keras.layers.Dense(1)(flat)])
    with pytest.raises(Obstacle, match="outputs"):
        blueprint(model, model, SHAPE, storage, Numbers())


def test_models_of_keras_2_cannot_be_repeated(storage: Storage) -> None:
    model = dense(pytest.importorskip("tf_keras"))
    with pytest.raises(Obstacle, match="legacy"):
        blueprint(model, model, SHAPE, storage, Numbers())


def test_the_notebook_s_next_layers_keep_their_names(storage: Storage) -> None:
    import keras

    model = subclassed(lambda self, images: self.decoder(self.encoder(images)))
    keras.backend.clear_session()
    first = keras.Input(SHAPE).name
    blueprint(model, model, SHAPE, storage, Numbers())
    assert first.rstrip("0123456789_") == keras.Input(SHAPE).name.rstrip("0123456789_")
    assert keras.layers.Dense(1).name == "dense"


def test_optimiser_and_loss_are_described(storage: Storage, tmp_path: Path) -> None:
    import keras

    model = dense(keras)
    for loss, name in [("mse", "mean_squared_error"), (keras.losses.Huber(), "Huber")]:
        model.compile(keras.optimizers.SGD(0.5, momentum=0.9), loss)
        settings = json.loads((tmp_path / compiled(model, SHAPE, storage, Numbers())["compiled"]).read_text())
        assert settings["optimizer"]["config"]["momentum"] == 0.9
        assert settings["loss"]["class_name"] == name


def test_a_step_of_its_own_cannot_be_repeated(storage: Storage) -> None:
    import keras

    class Own(keras.Sequential):  # type: ignore[misc]
        def train_step(self, data: Any) -> Any:
            return super().train_step(data)

    model = Own([keras.layers.Dense(1)])
    model.compile("adam", "mse")
    with pytest.raises(Obstacle, match="train_step"):
        compiled(model, SHAPE, storage, Numbers())


def test_a_loss_of_its_own_is_the_same_elsewhere() -> None:
    import tensorflow as tf

    def loss(y_true: Any, y_pred: Any) -> Any:
        return tf.reduce_mean(0.7 * tf.abs(y_true - y_pred) + 0.3 * (y_true - y_pred) ** 2, axis=[1, 2, 3])

    graph = frozen_loss(loss, SHAPE)
    assert graph is not None
    rng = np.random.default_rng(0)
    y, p = (tf.constant(rng.random((5, *SHAPE)), tf.float32) for _ in range(2))
    again = thawed_loss(graph)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(p)
        first, second = loss(y, p), again(y, p)
    np.testing.assert_allclose(first, second, rtol=1e-6)
    np.testing.assert_allclose(tape.gradient(first, p), tape.gradient(second, p), rtol=1e-5)


def test_a_loss_that_looks_elsewhere_is_no_loss_of_targets_and_outputs() -> None:
    import tensorflow as tf

    variable = tf.Variable(1.0)
    table = np.random.default_rng(0).random((100, *SHAPE)).astype("float32")
    assert frozen_loss(lambda y, p: variable * tf.reduce_mean((y - p) ** 2), SHAPE) is None
    assert frozen_loss(lambda y, p: tf.reduce_mean((y - p) ** 2) + tf.reduce_sum(table * 0), SHAPE) is None
