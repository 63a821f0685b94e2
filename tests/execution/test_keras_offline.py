"""The one run with TensorFlow: datasets without a network, and what an interrupted training leaves."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.box.protocol import BOX_HOME
from grader.sandbox import Limits, Mount

DATA = Path("/usr/share/datasets/fashion-mnist")

LOAD = """
from tensorflow.keras.datasets import fashion_mnist
import keras, os, signal, threading
(x, y), (x_test, y_test) = fashion_mnist.load_data()
print(x.shape, y_test.shape, int(x[0].sum()))
"""
TRAIN = """
x = x[:6000].reshape(-1, 784) / 255.0
model = keras.Sequential([keras.Input((784,)), keras.layers.Dense(16, "relu"), keras.layers.Dense(784, "sigmoid")])
model.compile("adam", "mse")
before = model.evaluate(x, x, verbose=0)
threading.Timer(4, os.kill, (os.getpid(), signal.SIGINT)).start()
model.fit(x, x, epochs=100_000, verbose=0)
"""


@pytest.mark.skipif(not DATA.is_dir(), reason="needs the Debian package dataset-fashion-mnist")
def test_keras_finds_its_datasets_and_an_interrupted_fit_leaves_a_trained_model(run: Callable[..., Any]) -> None:
    folder = f"{BOX_HOME}/.keras/datasets/fashion-mnist"
    datasets = [Mount(file, f"{folder}/{file.name}") for file in sorted(DATA.glob("*.gz"))]
    sources = [LOAD, TRAIN, "print(model.evaluate(x, x, verbose=0) < 0.8 * before)"]
    ran = run(*sources, datasets=datasets, limits=Limits(cell=300, wall=600))
    assert ran.texts[0] == "(60000, 28, 28) (10000,) 76247"
    assert ran.statuses == ["ok", "error", "ok"]
    assert ran.cells[1].error.name == "KeyboardInterrupt"
    assert ran.texts[2] == "True"
    assert ran.record.status == "completed"
