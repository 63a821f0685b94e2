"""The one run with TensorFlow: datasets without a network, and what an interrupted training leaves."""

from collections.abc import Callable
from typing import Any

import pytest

from grader.datasets import available, load_or_stand_in, mounts
from grader.sandbox import Limits

LOAD = """
from tensorflow.keras.datasets import fashion_mnist
import keras, os, signal
(x, y), (x_test, y_test) = fashion_mnist.load_data()
print(x.shape, y_test.shape, int(x[0].sum()))
"""
TRAIN = """
x = x[:6000].reshape(-1, 784) / 255.0
model = keras.Sequential([keras.Input((784,)), keras.layers.Dense(16, "relu"), keras.layers.Dense(784, "sigmoid")])
model.compile("adam", "mse")
before = model.evaluate(x, x, verbose=0)
interrupt = lambda epoch, logs: epoch == 5 and os.kill(os.getpid(), signal.SIGINT)
model.fit(x, x, epochs=100_000, verbose=0, callbacks=[keras.callbacks.LambdaCallback(on_epoch_end=interrupt)])
"""
#: Each way to ask for MNIST, of which only the images shall differ from what a student sees elsewhere.
MNIST = """
import keras, tensorflow as tf, tf_keras
ways = keras.datasets.mnist, tf.keras.datasets.mnist, tf_keras.datasets.mnist
loaded = [mnist.load_data() for mnist in ways] + [keras.datasets.mnist.load_data(path="my-mnist.npz")]
for (x_train, y_train), (x_test, y_test) in loaded:
    print(x_train.shape, y_train.shape, x_test.shape, int(x_train.sum()), int(y_test.sum()), x_train.dtype)
"""


@pytest.mark.skipif(not available("fashion_mnist"), reason="needs Fashion-MNIST")
def test_keras_finds_its_datasets_and_an_interrupted_fit_leaves_a_trained_model(run: Callable[..., Any]) -> None:
    sources = [LOAD, TRAIN, "print(model.evaluate(x, x, verbose=0) < 0.8 * before)", MNIST]
    ran = run(*sources, datasets=mounts(["fashion_mnist", "mnist"]), limits=Limits(cell=300, wall=600))
    assert ran.texts[0] == "(60000, 28, 28) (10000,) 76247"
    assert ran.statuses == ["ok", "error", "ok", "ok"]
    assert ran.cells[1].error.name == "KeyboardInterrupt"
    assert ran.texts[2] == "True"
    assert ran.texts[3].splitlines() == 4 * [_described()]
    assert ran.record.status == "completed"


def _described() -> str:
    here = load_or_stand_in("mnist")
    shapes = (here.x_train.shape, here.y_train.shape, here.x_test.shape)
    return f"{' '.join(map(str, shapes))} {here.x_train.sum()} {here.y_test.sum()} uint8"
