"""Layers, weights and ties, as a frozen graph shows them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from tests.box import autoencoders as models
from tests.box.frozen import photographed

layers = keras.layers

TIED, UNTIED = 51_024, 101_200  # weights of 784-64-784, as counted in the lesson


def plain(style: str = "functional") -> Any:
    halves = [layers.Dense(64, activation="relu"), layers.Dense(784, activation="sigmoid")]
    if style == "sequential":
        return keras.Sequential([layers.Input((784,)), *halves])
    images = layers.Input((784,))
    return keras.Model(images, halves[1](halves[0](images)))


class Tied(keras.Model):
    """784-64-784 with one kernel; `back` applies it the other way."""

    def __init__(self, back: Callable[[Any, Any], Any]) -> None:
        super().__init__()
        self.code, self.back = layers.Dense(64, activation="relu"), back
        self.bias = self.add_weight(shape=(784,), name="bias")

    def call(self, images: Any) -> Any:
        code = self.code(images)
        return keras.ops.sigmoid(self.back(code, self.code.kernel) + self.bias)


class TransposedDense(layers.Layer):
    """A layer of its own that is given the other one."""

    def __init__(self, other: Any) -> None:
        super().__init__()
        self.other = other

    def build(self, shape: Any) -> None:
        self.bias = self.add_weight(shape=(784,), name="bias")

    def call(self, code: Any) -> Any:
        return keras.ops.matmul(code, keras.ops.transpose(self.other.kernel)) + self.bias


def tied_by(back: Callable[[Any, Any], Any]) -> Any:
    model = Tied(back)
    model(np.zeros((1, 784), np.float32))
    return model


def tied_by_a_layer() -> Any:
    images, code = layers.Input((784,)), layers.Dense(64, activation="relu")
    return keras.Model(images, layers.Activation("sigmoid")(TransposedDense(code)(code(images))))


@pytest.mark.parametrize(
    "build",
    [
        lambda: tied_by(lambda code, kernel: tf.matmul(code, kernel, transpose_b=True)),
        lambda: tied_by(lambda code, kernel: tf.matmul(code, tf.transpose(kernel))),
        lambda: tied_by(lambda code, kernel: tf.tensordot(code, kernel, axes=[[1], [1]])),
        lambda: tied_by(
            lambda code, kernel: tf.matmul(code[:, None], tf.expand_dims(kernel, 0), transpose_b=True)[:, 0]
        ),
        tied_by_a_layer,
    ],
    ids=["matmul", "transpose", "tensordot", "batches", "layer"],
)
def test_a_transposed_kernel_is_tied_and_counted_once(build: Callable[[], Any], tmp_path: Path) -> None:
    found = photographed(build(), tmp_path).structure
    assert found == {"encoder": [64], "decoder": [784], "parameters": TIED, "tied": 1.0}


@pytest.mark.parametrize("style", ["functional", "sequential"])
def test_a_kernel_of_its_own_is_not_tied(style: str, tmp_path: Path) -> None:
    model = plain(style)
    assert model.count_params() == UNTIED
    found = photographed(model, tmp_path).structure
    assert found == {"encoder": [64], "decoder": [784], "parameters": UNTIED, "tied": 0.0}


def test_a_copy_is_not_tied(tmp_path: Path) -> None:
    model = plain()
    kernel = model.layers[1].kernel.numpy()
    model.layers[2].kernel.assign(kernel.T)
    found = photographed(model, tmp_path).structure
    assert (found["tied"], found["parameters"]) == (0.0, UNTIED)


def test_a_part_of_the_decoder_is_tied(tmp_path: Path) -> None:
    images = layers.Input((784,))
    first, code = layers.Dense(32, activation="relu"), layers.Dense(8)
    wide = layers.Dense(32, activation="relu")(code(first(images)))
    model = keras.Model(images, TransposedDense(first)(wide))
    found = photographed(model, tmp_path).structure
    assert (found["encoder"], found["decoder"]) == ([32, 8], [32, 784])
    assert found["tied"] == pytest.approx(784 / (784 + 8))
    assert found["parameters"] == model.count_params()


def test_a_tied_convolution(tmp_path: Path) -> None:
    class TiedConvolution(keras.Model):
        def __init__(self) -> None:
            super().__init__()
            self.convolution = layers.Conv2D(4, 3, strides=2, padding="same", activation="relu")

        def call(self, images: Any) -> Any:
            code = self.convolution(images)
            shape = (tf.shape(code)[0], 28, 28, 1)
            return tf.sigmoid(tf.nn.conv2d_transpose(code, self.convolution.kernel, shape, strides=2))

    model = TiedConvolution()
    model(np.zeros((1, 28, 28, 1), np.float32))
    found = photographed(model, tmp_path).structure
    assert found == {"encoder": [14 * 14 * 4], "decoder": [784], "parameters": 9 * 4 + 4, "tied": 1.0}


@pytest.mark.parametrize("build", [models.convolutional, models.course, models.subclassed, models.variational])
def test_every_weight_is_counted(build: Callable[[], Any], tmp_path: Path) -> None:
    """Biases of one unit and all four numbers of a BatchNormalization among them."""
    model = build()
    found = photographed(model, tmp_path).structure
    assert found["parameters"] == model.count_params()
    assert found["tied"] == 0.0


def test_the_layers_of_a_convolutional_autoencoder(tmp_path: Path) -> None:
    found = photographed(models.convolutional(), tmp_path).structure
    assert found["encoder"] == [14 * 14 * 4, 16]
    assert found["decoder"] == [7 * 7 * 4, 14 * 14 * 4, 784]


def test_a_head_that_the_output_does_not_need_is_no_part_of_it(tmp_path: Path) -> None:
    found = photographed(models.with_an_auxiliary_head(), tmp_path).structure
    assert found == {"encoder": [10], "decoder": [784], "parameters": 784 * 10 + 10 + 10 * 784 + 784, "tied": 0.0}
