"""What a compiled step holds beside its batch."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.box.fingerprint import fingerprints
from grader.box.training import Training
from grader.box.training_log import TrainingLog

from .test_training_log import dense, images, log, train

__all__ = ["images", "log"]


@pytest.fixture(scope="module")
def hidden() -> np.ndarray:
    raw = np.random.default_rng(1).integers(0, 256, (12, 28, 28, 1))
    raw[:, 0, 0], raw[:, 0, 1] = 0, 255
    return (raw / 255).astype("float32")


def fitted(log: TrainingLog, images: Any, loss: Callable[[Any], Any]) -> Training:
    import keras

    model = dense(keras)
    model.compile("adam", loss(model))
    (training,) = train(log, lambda: model.fit(images, images, epochs=1, batch_size=32, verbose=0))
    return training


def seen(training: Training) -> set[Any]:
    return {print_ for side in training.held._sides.values() for print_ in side.prints()}


def test_an_honest_step_holds_nothing(log: TrainingLog, images: Any) -> None:
    training = fitted(log, images, lambda model: "mse")
    assert (seen(training), training.held.opaque, training.held.doors) == (set(), 0, 0)


@pytest.mark.parametrize(
    "how", [pytest.param("array", marks=pytest.mark.slow), "tensor", pytest.param("variable", marks=pytest.mark.slow)]
)
def test_images_in_a_loss_are_found(log: TrainingLog, images: Any, hidden: Any, how: str) -> None:
    import tensorflow as tf

    kept = {"array": hidden, "tensor": tf.constant(hidden), "variable": tf.Variable(hidden)}[how]
    training = fitted(log, images, lambda model: lambda y, p: tf.reduce_mean((model(kept) - kept) ** 2))
    assert seen(training) == set(fingerprints(hidden))


def test_doors_are_counted(log: TrainingLog, images: Any, hidden: Any) -> None:
    import tensorflow as tf

    batches = iter(tf.data.Dataset.from_tensor_slices(hidden).batch(4).repeat())
    training = fitted(log, images, lambda model: lambda y, p: tf.reduce_mean(model(next(batches)) ** 2))
    assert training.held.doors > 0
    asked = fitted(
        log, images, lambda model: lambda y, p: tf.reduce_mean(tf.numpy_function(lambda x: x, [p], tf.float32) ** 2 + p)
    )
    assert asked.held.doors > 0


@pytest.mark.slow
def test_tables_of_other_numbers_are_counted(log: TrainingLog, images: Any) -> None:
    import tensorflow as tf

    table = np.random.default_rng(0).normal(size=5_000).astype("float32")
    training = fitted(log, images, lambda model: lambda y, p: tf.reduce_mean((y - p) ** 2) + tf.reduce_sum(table) * 0)
    assert training.held.opaque == 5_000


def test_what_a_tape_in_a_callback_sees_is_held(log: TrainingLog, images: Any, hidden: Any) -> None:
    import keras
    import tensorflow as tf

    class Sly(keras.callbacks.Callback):
        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            with tf.GradientTape():
                self.model(tf.constant(hidden))

    model = dense(keras)
    (training,) = train(log, lambda: model.fit(images, images, epochs=1, verbose=0, callbacks=[Sly()]))
    assert seen(training) == set(fingerprints(hidden))


def test_a_loop_over_two_halves_with_an_optimiser_of_its_own_holds_nothing(log: TrainingLog, images: Any) -> None:
    import keras
    import tensorflow as tf

    encoder = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(32)])
    decoder = keras.Sequential([keras.Input((32,)), keras.layers.Dense(784), keras.layers.Reshape((28, 28, 1))])
    optimizer = keras.optimizers.Adam()

    @tf.function
    def step(batch: Any) -> Any:
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((decoder(encoder(batch)) - batch) ** 2)
        variables = encoder.trainable_variables + decoder.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables, strict=True))
        return loss

    trainings = train(log, lambda: [step(tf.constant(images[start : start + 32])) for start in (0, 32, 64)])
    assert len(trainings) == 2
    assert [(seen(training), training.held.opaque) for training in trainings] == [(set(), 0)] * 2
