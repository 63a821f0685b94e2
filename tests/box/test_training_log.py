"""Real trainings in both Kerases, listened to."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import numpy as np
import pytest

from grader.box.fingerprint import fingerprints
from grader.box.training import Training
from grader.box.training_log import TrainingLog
from grader.box.variables import state, weights


@pytest.fixture(scope="module")
def log() -> TrainingLog:
    log = TrainingLog(before_refit=lambda model: None)
    log.install()
    return log


@pytest.fixture
def images() -> np.ndarray:
    rng = np.random.default_rng(0)
    raw = rng.integers(0, 256, (96, 28, 28, 1))
    raw[:, 0, 0], raw[:, 0, 1] = 0, 255
    return (raw / 255).astype("float32")


@pytest.fixture
def digits(images: np.ndarray) -> np.ndarray:
    """Images of two grey bars each, at places of their own."""
    rng = np.random.default_rng(2)
    found = np.zeros_like(images)
    for image in found:
        top, left = rng.integers(0, 20, 2)
        image[top : top + 8], image[:, left : left + 8], image[0, 0] = 200 / 255, 100 / 255, 1
    return found


def dense(keras: Any) -> Any:
    layers = keras.layers
    inputs = layers.Input((28, 28, 1))
    code = layers.Dense(8, activation="relu")(layers.Flatten()(inputs))
    model = keras.Model(inputs, layers.Reshape((28, 28, 1))(layers.Dense(784)(code)))
    model.compile("adam", "mse")
    return model


def train(log: TrainingLog, step: Callable[[], Any]) -> list[Training]:
    log.start_cell(0)
    step()
    return log.end_cell()


@pytest.fixture(params=["keras", "tf_keras"])
def model(request: pytest.FixtureRequest, log: TrainingLog) -> Any:
    return dense(pytest.importorskip(request.param))


def test_fit_with_arrays_records_epochs_losses_and_every_image(log: TrainingLog, model: Any, images: Any) -> None:
    (training,) = train(log, lambda: model.fit(images, images, epochs=2, batch_size=32, verbose=0))
    assert (training.kind, training.epochs, training.consumed.steps) == ("fit", 2, 6)
    assert len(training.losses) == 2
    assert training.moved
    assert training.consumed.same == 1.0
    assert set(training.consumed.x.prints()) == set(fingerprints(images))


def test_a_fit_of_no_epochs_is_no_training(log: TrainingLog, model: Any, images: Any) -> None:
    def fit() -> None:
        with suppress(ValueError):  # tf_keras takes no such number
            model.fit(images, images, epochs=0, verbose=0)

    before = set(log.trained)
    assert train(log, fit) == []
    assert log.trained == before


def test_validation_images_are_not_taken_for_training_images(log: TrainingLog, model: Any, images: Any) -> None:
    validation = (images[64:], images[64:])
    (training,) = train(
        log, lambda: model.fit(images[:64], images[:64], validation_data=validation, batch_size=32, verbose=0)
    )
    assert set(training.consumed.x.prints()) == set(fingerprints(images[:64]))


def test_a_dataset_pipeline_is_recorded_as_the_step_takes_it(log: TrainingLog, model: Any, images: Any) -> None:
    import tensorflow as tf

    noisy = np.clip(images + 0.2, 0, 1).astype("float32") * np.linspace(1, 0.5, 784).reshape(28, 28, 1).astype(
        "float32"
    )
    data = tf.data.Dataset.from_tensor_slices((noisy, images)).batch(32).repeat()
    (training,) = train(log, lambda: model.fit(data, steps_per_epoch=2, shuffle=False, verbose=0))
    assert training.consumed.steps == 2
    assert set(training.consumed.x.prints()) == set(fingerprints(noisy[:64]))
    assert training.consumed.same == 0.0


def test_a_generator_cannot_show_one_thing_and_feed_another(log: TrainingLog, model: Any, images: Any) -> None:
    def batches() -> Any:
        while True:
            yield images[:32], images[:32]

    (training,) = train(log, lambda: model.fit(batches(), steps_per_epoch=3, shuffle=False, verbose=0))
    assert set(training.consumed.x.prints()) == set(fingerprints(images[:32]))


def test_train_on_batch_is_one_training_per_cell(log: TrainingLog, model: Any, images: Any) -> None:
    def loop() -> None:
        for start in range(0, 96, 32):
            model.train_on_batch(images[start : start + 32], images[start : start + 32])

    (training,) = train(log, loop)
    assert (training.kind, training.consumed.steps, training.moved) == ("train_on_batch", 3, True)
    assert set(training.consumed.x.prints()) == set(fingerprints(images))


@pytest.mark.parametrize("compiled", ["eagerly", "as a graph", "with XLA"])
def test_a_hand_written_loop_is_recorded(log: TrainingLog, model: Any, images: Any, compiled: str) -> None:
    import tensorflow as tf

    optimizer = model.optimizer

    def step(batch: Any) -> None:
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(batch - model(batch, training=True)))
        optimizer.apply_gradients(
            zip(tape.gradient(loss, model.trainable_variables), model.trainable_variables, strict=True)
        )

    step = step if compiled == "eagerly" else tf.function(step, jit_compile=compiled == "with XLA")

    def loop() -> None:
        for start in range(0, 96, 32):
            step(tf.constant(images[start : start + 32]))

    (training,) = train(log, loop)
    assert (training.kind, training.moved) == ("loop", True)
    assert set(training.consumed.x.prints()) == set(fingerprints(images))
    (again,) = train(log, loop)  # the function was traced in the cell before
    assert again.consumed.steps == 3


def test_both_halves_of_a_compiled_loop_are_noted_before_its_first_step(log: TrainingLog, images: Any) -> None:
    import keras
    import tensorflow as tf

    code = keras.Input((8,))
    encoder = keras.Sequential([keras.Input((784,)), *(keras.layers.Dense(n) for n in (64, 8))])
    decoder = keras.Model(code, keras.layers.Dense(784)(keras.layers.Dense(256)(code)))
    both = [*encoder.trainable_variables, *decoder.trainable_variables]
    optimizer = keras.optimizers.Adam(0.01)

    @tf.function
    def step(batch: Any) -> None:
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(batch - decoder(encoder(batch))))
        optimizer.apply_gradients(zip(tape.gradient(loss, both), both, strict=True))

    begun = [state(weights(model)) for model in (encoder, decoder)]
    trainings = train(log, lambda: [step(tf.constant(images[:32].reshape(-1, 784))) for _ in range(3)])
    assert [training.before for training in trainings] == begun


@pytest.mark.parametrize("library", ["keras", "tf_keras"])
@pytest.mark.parametrize("compiled", [False, True], ids=["eagerly", "as a graph"])
def test_a_loop_that_calls_the_layers_of_a_model_trains_the_model(
    log: TrainingLog, images: Any, library: str, compiled: bool
) -> None:
    import tensorflow as tf

    keras = pytest.importorskip(library)

    class Loose(keras.Model):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            super().__init__()
            self.hidden = [keras.layers.Dense(16, activation="relu"), keras.layers.BatchNormalization()]
            self.code, self.pixels = keras.layers.Dense(3), keras.layers.Dense(784)

        def encode(self, flat: Any) -> Any:
            for layer in self.hidden:
                flat = layer(flat, training=True) if layer is self.hidden[1] else layer(flat)
            return self.code(flat)

        def call(self, flat: Any) -> Any:
            return self.pixels(self.encode(flat))

    model, flat = Loose(), images.reshape(-1, 784)
    model(flat[:2])
    optimizer = keras.optimizers.Adam(0.01)
    optimizer.build(model.trainable_variables)

    def step(batch: Any) -> Any:
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(batch - model.pixels(model.encode(batch))))
        own = model.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(loss, own), own, strict=True))
        return loss

    begun = state(weights(model))
    run = tf.function(step) if compiled else step
    (training,) = train(log, lambda: [run(tf.constant(flat[start : start + 32])) for start in (0, 32, 64)])
    assert training.model is model
    assert (training.kind, training.before, training.consumed.steps) == ("loop", begun, 3)
    assert set(state(weights(model))) <= training.states
    assert set(training.consumed.x.prints()) == set(fingerprints(flat))


def noisy_step(how: str, model: Any, optimizer: Any) -> Callable[[Any, Any], None]:
    """A step towards the clean images, which are its second argument, its only one, or a name beside it."""
    import tensorflow as tf

    def learn(tape: Any, loss: Any) -> None:
        own = model.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(loss, own), own, strict=True))

    def given_both(noisy: Any, clean: Any) -> None:
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(clean - model(noisy, training=True)))
        learn(tape, loss)

    def adds_noise(noisy: Any, clean: Any) -> None:
        images = clean
        with tf.GradientTape() as tape:
            answer = model(images + tf.random.normal(tf.shape(images), stddev=0.5))
            loss = tf.reduce_mean(tf.square(images - answer))
        learn(tape, loss)

    def given_noise_only(noisy: Any, clean: Any) -> None:
        del clean
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(noisy - model(noisy)))
        learn(tape, loss)

    return {"given both": given_both, "adds noise": adds_noise, "given noise only": given_noise_only}[how]


@pytest.mark.parametrize("compiled", [False, True], ids=["eagerly", "as a graph"])
@pytest.mark.parametrize("how", ["given both", "adds noise", "given noise only"])
def test_the_clean_images_of_a_loop_are_those_beside_the_noisy_ones(
    log: TrainingLog, model: Any, digits: Any, how: str, compiled: bool
) -> None:
    import tensorflow as tf

    noisy = (digits + np.random.default_rng(1).normal(0, 0.5, digits.shape)).astype(np.float32)
    step = noisy_step(how, model, model.optimizer)
    step = tf.function(step) if compiled else step

    def loop() -> None:
        for start in range(0, 96, 32):
            step(tf.constant(noisy[start : start + 32]), tf.constant(digits[start : start + 32]))

    (training,) = train(log, loop)
    assert (training.kind, training.consumed.steps) == ("loop", 3)
    wanted = [] if how == "given noise only" else fingerprints(digits)
    assert set(training.consumed.y.prints()) == set(wanted)


def test_a_refit_in_the_same_cell_is_told_before_it_begins(images: Any) -> None:
    import keras

    told: list[Any] = []
    log = TrainingLog(before_refit=told.append)
    log.install()
    model = dense(keras)

    def twice() -> None:
        model.fit(images, images, verbose=0)
        assert told == []
        model.fit(images, images, verbose=0)

    first, second = train(log, twice)
    assert told == [model]
    assert first.after == second.before


def test_an_interrupted_fit_keeps_what_it_had(log: TrainingLog, model: Any, images: Any) -> None:
    keras = type(model).__mro__[1].__module__.split(".")[0]
    callbacks = pytest.importorskip(keras).callbacks

    class Stop(callbacks.Callback):  # type: ignore[misc, name-defined]
        def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
            if epoch == 1:
                raise KeyboardInterrupt

    def fit() -> None:
        with pytest.raises(KeyboardInterrupt):
            model.fit(images, images, epochs=5, callbacks=[Stop()], verbose=0)

    (training,) = train(log, fit)
    assert (training.epochs, training.moved) == (1, True)
