"""Variational autoencoders in the styles that students write them in, each with what its heads are."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
import tensorflow as tf

layers = keras.layers

Z = 3


@dataclass
class Style:
    """A model, and its mean and the deviation of its draw as functions of (n, 784) images."""

    model: Any
    mean: Callable[[Any], Any]
    deviation: Callable[[Any], Any]


class TensorFlowSampling(layers.Layer):
    """As unidad 5 prints it."""

    def call(self, inputs: Any) -> Any:
        mean, log_var = inputs
        return mean + tf.exp(0.5 * log_var) * tf.random.normal(shape=(tf.shape(mean)[0], tf.shape(mean)[1]))


class SeededSampling(layers.Layer):
    """As Keras' own example has it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.seeds = keras.random.SeedGenerator(1337)

    def call(self, inputs: Any) -> Any:
        mean, log_var = inputs
        epsilon = keras.random.normal(shape=keras.ops.shape(mean), seed=self.seeds)
        return mean + keras.ops.exp(0.5 * log_var) * epsilon


class TrainingSampling(layers.Layer):
    """Draws in training only."""

    def call(self, inputs: Any, training: bool = False) -> Any:
        mean, log_var = inputs
        return mean + tf.exp(0.5 * log_var) * tf.random.normal(tf.shape(mean)) if training else mean


def in_a_lambda() -> Any:
    return layers.Lambda(lambda heads: heads[0] + tf.exp(heads[1] / 2) * tf.random.normal(tf.shape(heads[0])))


def encoder(sampling: Any = None, *, form: str = "list") -> Any:
    """784 → 8 → two or three heads."""
    images = layers.Input((784,))
    hidden = layers.Dropout(0.5)(layers.Dense(8, activation="relu")(images))
    mean = layers.Dense(Z, name="z_mean", bias_initializer="normal")(hidden)
    log_var = layers.Dense(Z, name="z_log_var", bias_initializer="normal")(hidden)
    heads = {"z_mean": mean, "z_log_var": log_var}
    if sampling is not None:
        heads["z"] = sampling([mean, log_var])
    return keras.Model(images, heads if form == "dict" else list(heads.values()))


def decoder() -> Any:
    return keras.Sequential([layers.Input((Z,)), layers.Dense(8, activation="relu"), layers.Dense(784, "sigmoid")])


def heads_of(encoder: Any) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    def head(images: Any, place: int, name: str) -> Any:
        outputs = encoder(images, training=False)
        return np.asarray(outputs[name] if isinstance(outputs, dict) else outputs[place])

    return lambda images: head(images, 0, "z_mean"), lambda images: np.exp(head(images, 1, "z_log_var") / 2)


def style(model: Any, encoder: Any) -> Style:
    return Style(model, *heads_of(encoder))


class Holder(keras.Model):
    """Holds both halves under names of its own; `train_step` is all it has."""

    def __init__(self, **halves: Any) -> None:
        super().__init__()
        for name, half in halves.items():
            setattr(self, name, half)

    def train_step(self, data: Any) -> Any:
        raise NotImplementedError


class Sampler(Holder):
    """Samples in `call`."""

    def call(self, images: Any) -> Any:
        mean, log_var = self.encoder(images)
        return self.decoder(mean + keras.ops.exp(0.5 * log_var) * keras.random.normal(keras.ops.shape(mean)))


class OnlyInTraining(Holder):
    """The mean is decoded when it is not trained."""

    def call(self, images: Any, training: bool = False) -> Any:
        mean, log_var = self.encoder(images)
        noise = tf.random.normal(tf.shape(mean)) if training else 0.0
        return self.decoder(mean + tf.exp(0.5 * log_var) * noise)


class OwnMethods(keras.Model):
    """Layers of its own, and methods `encode` and `decode`."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden = layers.Dense(8, activation="relu")
        self.mu, self.log_var = layers.Dense(Z), layers.Dense(Z)
        self.up, self.pixels = layers.Dense(8, activation="relu"), layers.Dense(784, activation="sigmoid")

    def encode(self, images: Any) -> Any:
        hidden = self.hidden(images)
        return self.mu(hidden), self.log_var(hidden)

    def decode(self, code: Any) -> Any:
        return self.pixels(self.up(code))

    def call(self, images: Any, training: bool = False) -> Any:
        mean, log_var = self.encode(images)
        if training:
            mean = mean + tf.exp(0.5 * log_var) * tf.random.normal(tf.shape(mean))
        return self.decode(mean), mean, log_var
