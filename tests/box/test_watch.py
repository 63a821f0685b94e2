"""What callbacks do to the weights while a model trains."""

from typing import Any

import numpy as np
import pytest

from grader.box import watch
from grader.box.training import Training
from grader.box.training_log import TrainingLog
from grader.box.variables import state, weights

from .test_training_log import dense, images, log, train

__all__ = ["images", "log"]


def fitted(log: TrainingLog, images: Any, *callbacks: Any) -> Training:
    import keras

    model = dense(keras)
    (training,) = train(
        log, lambda: model.fit(images, images, epochs=3, batch_size=32, verbose=0, callbacks=list(callbacks))
    )
    return training


def nudging(where: str) -> Any:
    import keras

    def nudge(self: Any, *_: Any, **__: Any) -> None:
        self.model.set_weights([value + 0.01 for value in self.model.get_weights()])

    return type("Nudge", (keras.callbacks.Callback,), {where: nudge})()


def test_steps_alone_touch_nothing(log: TrainingLog, images: Any) -> None:
    training = fitted(log, images)
    assert training.watch.touched == 0
    assert set(training.after) <= training.states


@pytest.mark.parametrize(
    "where",
    [
        pytest.param("on_train_batch_begin", marks=pytest.mark.slow),
        "on_train_batch_end",
        pytest.param("on_epoch_begin", marks=pytest.mark.slow),
        "on_epoch_end",
    ],
)
def test_a_callback_that_changes_weights_is_noticed(log: TrainingLog, images: Any, where: str) -> None:
    assert fitted(log, images, nudging(where)).watch.touched > 0


def test_weights_that_a_callback_leaves_at_the_end_come_from_no_training(log: TrainingLog, images: Any) -> None:
    training = fitted(log, images, nudging("on_train_end"))
    assert not set(training.after) <= training.states


def test_a_restored_epoch_is_no_change(log: TrainingLog, images: Any) -> None:
    import keras

    stop = keras.callbacks.EarlyStopping("loss", patience=0, mode="max", restore_best_weights=True)
    training = fitted(log, images, stop)
    assert training.watch.touched == 0
    assert set(training.after) <= training.states


def test_weights_in_which_a_callback_breaks_off_come_from_no_training(log: TrainingLog, images: Any) -> None:
    import keras

    class Break(keras.callbacks.Callback):
        def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
            self.model.set_weights([value + 0.01 for value in self.model.get_weights()])
            raise KeyboardInterrupt

    def fit() -> None:
        with pytest.raises(KeyboardInterrupt):
            model.fit(images, images, verbose=0, callbacks=[Break()])

    model = dense(keras)
    (training,) = train(log, fit)
    assert not set(state(weights(model))) <= training.states


def test_every_variable_is_known_before_its_first_step(log: TrainingLog, images: Any) -> None:
    import keras

    model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(784)])
    model.compile("adam", "mse")
    flat = images.reshape(len(images), -1)
    (training,) = train(log, lambda: model.fit(images, flat, epochs=1, verbose=0))
    assert "0" * 16 not in training.before
    assert all(np.isfinite(array).all() for array in training._began.values())


def test_an_optimiser_that_remembers_steps_it_never_took_is_noticed(log: TrainingLog, images: Any) -> None:
    import keras

    model = dense(keras)
    optimizer = keras.optimizers.SGD(0.01, momentum=0.9)
    model.compile(optimizer, "mse")
    optimizer.build(model.trainable_variables)
    for slot in optimizer.variables[2:]:
        slot.assign(np.random.default_rng(0).normal(size=slot.shape))
    (training,) = train(log, lambda: model.fit(images, images, verbose=0))
    assert training.watch.touched > 0


@pytest.mark.parametrize("settings", [pytest.param({}, marks=pytest.mark.slow), {"use_ema": True}])
def test_an_optimiser_goes_on_where_it_stopped(log: TrainingLog, images: Any, settings: Any) -> None:
    import keras

    model = dense(keras)
    model.compile(keras.optimizers.Adam(**settings), "mse")
    for _ in range(2):
        (training,) = train(log, lambda: model.fit(images, images, epochs=2, verbose=0))
        assert training.watch.touched == 0


@pytest.mark.parametrize(
    "where",
    [
        "on_train_begin",
        pytest.param("on_epoch_end", marks=pytest.mark.slow),
        pytest.param("on_train_batch_begin", marks=pytest.mark.slow),
    ],
)
def test_a_callback_that_fills_the_optimiser_s_memory_is_noticed(log: TrainingLog, images: Any, where: str) -> None:
    import keras

    def fill(self: Any, *_: Any, **__: Any) -> None:
        for slot in self.model.optimizer.variables:
            if len(slot.shape) == 2:
                slot.assign(np.random.default_rng().normal(size=slot.shape))

    model = dense(keras)
    optimizer = keras.optimizers.Adam(use_ema=True)
    model.compile(optimizer, "mse")
    optimizer.build(model.trainable_variables)
    callback = type("Fill", (keras.callbacks.Callback,), {where: fill})()
    (training,) = train(log, lambda: model.fit(images, images, epochs=2, verbose=0, callbacks=[callback]))
    assert training.watch.touched > 0


def test_comparing_takes_a_small_share_of_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(10**6))
    monkeypatch.setattr(watch, "perf_counter", lambda: next(clock))
    monkeypatch.setattr(watch, "_RANDOM", type("Always", (), {"random": lambda self: 0.0})())
    watched = watch.Watch(None, set())
    chosen = 0
    for batch in range(1, 1000):
        watched.choose(batch)
        chosen += watched.chosen
        if watched.chosen:
            watched.compare()
    assert 0.01 < chosen / 1000 < 0.03


def test_the_first_batch_is_always_compared() -> None:
    watched = watch.Watch(None, set())
    watched._spent = 1e9
    watched.choose(0)
    assert watched.chosen
    watched.choose(1)
    assert not watched.chosen
