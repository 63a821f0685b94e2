"""Autoencoders that are objects of a notebook's own class: of layers, or a layer themselves."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tensorflow as tf

from grader.box.assembled import assembled
from grader.box.named import models_at_hand, named_models
from grader.box.training_log import TrainingLog
from grader.box.variables import state, weights
from tests.box.frozen import photographed

IMAGES = np.random.default_rng(0).random((100, 784), np.float32)


@pytest.fixture(params=["keras", "tf_keras"])
def keras(request: pytest.FixtureRequest) -> Any:
    return pytest.importorskip(request.param)


def of_layers(keras: Any, *bases: type) -> Any:
    """An object with 784-3-784 that is called, or encodes and decodes, and trains itself; not built yet."""

    class Autoencoder(*bases):  # type: ignore[misc]
        __module__ = "__main__"

        def __init__(self) -> None:
            super().__init__()
            self.down = [keras.layers.Dense(8, activation="relu"), keras.layers.Dense(3)]
            self.up = {"pixels": keras.layers.Dense(784)}
            self.name_of_mine = "ae"

        def encode(self, images: Any) -> Any:
            for layer in self.down:
                images = layer(images)
            return images

        def decode(self, codes: Any) -> Any:
            return self.up["pixels"](codes)

        def call(self, images: Any) -> Any:
            return self.decode(self.encode(images))

        def fit(self, images: Any, compiled: bool) -> "Autoencoder":
            optimizer = keras.optimizers.Adam(0.01)

            def step(batch: Any) -> None:
                with tf.GradientTape() as tape:
                    loss = tf.reduce_mean(tf.square(batch - self.decode(self.encode(batch))))
                own = [variable for layer in [*self.down, *self.up.values()] for variable in layer.trainable_variables]
                optimizer.apply_gradients(zip(tape.gradient(loss, own), own, strict=True))

            if compiled:
                self.call(images[:1])
                own = [variable for layer in [*self.down, *self.up.values()] for variable in layer.trainable_variables]
                optimizer.build(own)
                step = tf.function(step)
            for start in range(0, len(images), 32):
                step(tf.constant(images[start : start + 32]))
            return self

    return Autoencoder()


@pytest.fixture(params=["an object", "a module of TensorFlow", "a layer"])
def thing(request: pytest.FixtureRequest, keras: Any) -> Any:
    bases = {"an object": (), "a module of TensorFlow": (tf.Module,), "a layer": (keras.layers.Layer,)}
    return of_layers(keras, *bases[request.param])


def test_it_is_found_by_its_name_and_traced(thing: Any, tmp_path: Path) -> None:
    thing.call(IMAGES)
    ((name, whole),) = [(name, model) for name, model in named_models({"ae": thing}) if name == "ae"]
    assert whole is named_models({"otro": thing})[-1][1]
    shot = photographed(whole, tmp_path)
    assert (name, shot.taken["class_name"], shot.taken["code_size"]) == ("ae", "Autoencoder", 3)
    assert shot.taken["parameters"] == 784 * 8 + 8 + 8 * 3 + 3 + 3 * 784 + 784
    assert [layer["units"] for layer in shot.taken["layers"]] == [8, 3, 784]
    assert shot.code(IMAGES) == pytest.approx(np.asarray(thing.encode(IMAGES)), abs=1e-5)


@pytest.mark.parametrize("compiled", [False, True], ids=["eagerly", "as a graph"])
def test_its_own_loop_trains_the_whole_of_it(thing: Any, compiled: bool) -> None:
    log = TrainingLog(lambda model: None, others=lambda: [model for _, model in named_models({"ae": thing})])
    log.install()
    log.start_cell(0)
    thing.fit(IMAGES, compiled)
    trainings = log.end_cell()
    (whole,) = [model for name, model in named_models({"ae": thing}) if name == "ae"]
    (training,) = [training for training in trainings if training.model is whole]
    assert (training.kind, training.consumed.steps) == ("loop", 4)
    assert set(state(weights(whole))) <= training.states
    assert "0" * 16 not in training.before


def test_it_is_at_hand_while_a_function_of_the_notebook_trains_it(thing: Any) -> None:
    thing.call(IMAGES)
    seen: list[list[Any]] = []
    namespace: dict[str, Any] = {"look": lambda: seen.append(models_at_hand(namespace))}
    exec("def train(ae, times=3):\n    look()\n    return ae", namespace)
    namespace["train"](thing)
    assert assembled(thing) in seen[0]
    namespace["look"]()
    assert seen[1] == []


def test_what_is_none(keras: Any) -> None:
    class Holder:
        def __init__(self, **parts: Any) -> None:
            vars(self).update(parts)

    built = keras.Sequential([keras.layers.Dense(2)])
    built(np.zeros((1, 3), np.float32))
    assert assembled(Holder(model=built)) is None  # the model is found by itself
    assert assembled(Holder(layer=keras.layers.Dense(2))) is None  # not built
    assert assembled(Holder(number=3, things=[1, "dos"])) is None
