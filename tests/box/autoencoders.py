"""Small Keras autoencoders in different styles, for tests of what comes out of them."""

from typing import Any

import keras
import numpy as np
import tensorflow as tf

layers = keras.layers


def convolutional() -> Any:
    inputs = layers.Input((28, 28, 1))
    x = layers.Conv2D(4, 3, strides=2, padding="same", activation="relu")(inputs)
    code = layers.Dense(16, activation="relu")(layers.Flatten()(x))
    x = layers.Reshape((7, 7, 4))(layers.Dense(7 * 7 * 4, activation="relu")(code))
    x = layers.Conv2DTranspose(4, 3, strides=2, padding="same", activation="relu")(x)
    return keras.Model(inputs, layers.Conv2DTranspose(1, 3, strides=2, padding="same", activation="sigmoid")(x))


def course() -> Any:
    """The convolutional autoencoder of unidad 5, §5.4: a code of 4×4×8."""
    encoder, decoder = keras.Sequential([layers.Input((28, 28, 1))]), keras.Sequential([layers.Input((4, 4, 8))])
    for filters in (32, 16, 8):
        encoder.add(layers.Conv2D(filters, 3, activation="relu", padding="same"))
        encoder.add(layers.MaxPooling2D(2, padding="same"))
    for filters, padding in ((8, "same"), (16, "same"), (32, "valid")):
        decoder.add(layers.Conv2D(filters, 3, activation="relu", padding=padding))
        decoder.add(layers.UpSampling2D(2))
    decoder.add(layers.Conv2D(1, 3, activation="sigmoid", padding="same"))
    inputs = layers.Input((28, 28, 1))
    return keras.Model(inputs, decoder(encoder(inputs)))


class Subclassed(keras.Model):
    """Only `call`, with TensorFlow's own operations in it."""

    def __init__(self) -> None:
        super().__init__()
        self.convolution = layers.Conv2D(4, 3, strides=2, padding="same", activation="relu")
        self.norm = layers.BatchNormalization()
        self.code = layers.Dense(12)
        self.pixels = layers.Dense(784, activation="sigmoid")

    def call(self, images: Any, training: bool = False) -> Any:
        x = self.norm(self.convolution(images), training=training)
        code = tf.nn.gelu(self.code(tf.reshape(x, (tf.shape(x)[0], -1))))
        return tf.reshape(self.pixels(code), (-1, 28, 28, 1))


def subclassed() -> Any:
    model = Subclassed()
    model(np.zeros((1, 28, 28, 1), np.float32))
    return model


def with_a_lambda() -> Any:
    inputs = layers.Input((784,))
    code = layers.Dense(8)(layers.Lambda(lambda x: x * 2 - 1)(inputs))
    return keras.Model(inputs, layers.Dense(784, activation="sigmoid")(code))


class Sampling(layers.Layer):
    def call(self, heads: Any) -> Any:
        mean, log_variance = heads
        return mean + tf.exp(0.5 * log_variance) * tf.random.normal(tf.shape(mean))


def variational() -> Any:
    inputs = layers.Input((784,))
    hidden = layers.Dense(16, activation="relu")(inputs)
    code = Sampling()([layers.Dense(2)(hidden), layers.Dense(2)(hidden)])
    return keras.Model(inputs, layers.Dense(784, activation="sigmoid")(code))


def with_an_auxiliary_head() -> Any:
    inputs = layers.Input((784,))
    code = layers.Dense(10, activation="relu")(inputs)
    return keras.Model(inputs, [layers.Dense(3)(code), layers.Dense(784, activation="sigmoid")(code)])


def skipping() -> Any:
    """A skip connection around the code."""
    inputs = layers.Input((28, 28, 1))
    code = layers.Dense(8)(layers.Flatten()(inputs))
    back = layers.Reshape((28, 28, 1))(layers.Dense(784)(code))
    return keras.Model(inputs, layers.Conv2D(1, 3, padding="same")(layers.Concatenate()([inputs, back])))


def wide() -> Any:
    inputs = layers.Input((28, 28, 1))
    x = layers.Conv2D(8, 3, padding="same", activation="relu")(inputs)
    return keras.Model(inputs, layers.Conv2D(1, 3, padding="same")(x))
