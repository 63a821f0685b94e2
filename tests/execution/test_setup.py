"""Settings of the kernel, each in a real box."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from grader.errors import UsageError
from grader.execution import setup
from grader.execution.setup import Setup
from grader.sandbox import Limits

MODEL = """
import numpy as np
import keras
from keras.layers import Dense
import tensorflow as tf
from tensorflow.keras import Sequential
x = np.random.default_rng(0).random((64, 784)).astype("float32")
model = Sequential([Dense(8, activation="relu", input_shape=(784,)), Dense(784)])
model.compile("adam", "mse")
"""
FIT = """
history = model.fit(x, x, epochs=30, verbose=0)
print(len(history.history["loss"]), len(history.epoch), len(set(history.history["loss"])))
"""
LOOP = """
optimizer, steps = keras.optimizers.Adam(), []
for epoch in range(30):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(x - model(x, training=True)))
    optimizer.apply_gradients(zip(tape.gradient(loss, model.trainable_variables), model.trainable_variables))
    steps.append(epoch)
print(steps)
"""
LIMITS = Limits(cell=300, wall=600)


def test_trainings_are_cut_and_the_history_is_as_long_as_asked(run: Callable[..., Any]) -> None:
    ran = run(MODEL, FIT, LOOP, setup=Setup(epoch_cap=2), limits=LIMITS)
    assert ran.texts[1:] == ["30 30 2", "[0, 1]"]
    (event,) = json.loads((ran.evidence / "cells" / "0001.json").read_text())["events"]
    assert (event["kind"], event["epochs"]) == ("fit", 2)


def test_the_legacy_kernel_has_keras_2_under_every_name(run: Callable[..., Any]) -> None:
    where = "print(*{part.__module__.split('.')[0] for part in (Dense, Sequential, tf.keras.Model, keras.Model)})"
    ran = run(MODEL, where, FIT, setup=Setup(kernel_env="legacy"), limits=LIMITS)
    assert ran.texts[1] == "tf_keras"
    assert ran.texts[2].splitlines()[-1] == "30 30 30"  # on a busy machine Keras 2 may find its callbacks slow
    evidence = json.loads((ran.evidence / "cells" / "0002.json").read_text())
    assert [event["epochs"] for event in evidence["events"]] == [30]
    assert evidence["snapshots"][0]["graph"] is not None


def test_an_ordinary_run_has_no_settings() -> None:
    assert Setup().environment == Setup().named == {}


def test_what_differs_is_named() -> None:
    assert Setup(3, "legacy").named == {"epoch_cap": "3", "kernel_env": "legacy"}


def test_without_tf_keras_there_is_no_legacy_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup, "find_spec", lambda name: None)
    with pytest.raises(UsageError, match="tf_keras"):
        _ = Setup(kernel_env="legacy").environment


@pytest.mark.parametrize(
    "source",
    [
        "import os; os.environ['KERAS_BACKEND'] = 'jax'",
        "%env TF_USE_LEGACY_KERAS=1",
        "%set_env A=1",
        "os.putenv('A', 'b')",
    ],
)
def test_a_notebook_that_sets_variables_imports_by_itself(source: str) -> None:
    assert Setup().imports_by_itself(["x = 1", source])


def test_others_need_not_unless_their_keras_is_another() -> None:
    assert not Setup(epoch_cap=3).imports_by_itself(["import keras", "!pip list"])
    assert Setup(kernel_env="legacy").imports_by_itself([])
