"""Variational autoencoders in the styles that notebooks have them in, each with what its code should be.

All are 784-8-3-8-784, with a Dropout, and never trained.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import keras as keras3
import numpy as np
import tensorflow as tf

__all__ = ["BOTH", "KERAS_3", "WIDTH", "WRONG", "Style", "encoder", "holder"]

WIDTH = 3

Half = Callable[[Any], Any]


@dataclass
class Style:
    """A model; the mean and the deviation (n, 3) of its code as functions of (n, 784) images."""

    model: Any
    mean: Half
    deviation: Half


def draw(heads: Any, training: Any = True) -> Any:
    """As unidad 5 prints it."""
    mean, log_var = heads
    return mean + tf.exp(0.5 * log_var) * tf.random.normal(shape=(tf.shape(mean)[0], tf.shape(mean)[1]))


def draw_in_training(heads: Any, training: Any = False) -> Any:
    return draw(heads) if training else heads[0]


def draw_wrongly(heads: Any, training: Any = True) -> Any:
    """The log variance in place of the deviation."""
    return heads[0] + heads[1] * tf.random.normal(tf.shape(heads[0]))


def draw_by_parameters(heads: Any, training: Any = True) -> Any:
    return tf.random.normal(tf.shape(heads[0]), heads[0], tf.exp(0.5 * heads[1]))


def draw_with_keras(heads: Any, training: Any = True) -> Any:
    ops = keras3.ops
    return heads[0] + ops.exp(0.5 * heads[1]) * keras3.random.normal(ops.shape(heads[0]))


def layer(keras: Any, body: Callable[..., Any]) -> Any:
    class Sampling(keras.layers.Layer):  # type: ignore[misc, name-defined]
        def call(self, inputs: Any, training: Any = False) -> Any:
            return body(inputs, training)

    return Sampling()


class SeededSampling(keras3.layers.Layer):
    """As Keras' own example has it."""

    def __init__(self) -> None:
        super().__init__()
        self.seeds = keras3.random.SeedGenerator(1337)

    def call(self, inputs: Any) -> Any:
        mean, log_var = inputs
        return mean + keras3.ops.exp(0.5 * log_var) * keras3.random.normal(keras3.ops.shape(mean), seed=self.seeds)


def encoder(keras: Any, sampling: Any = None, form: type = list) -> Any:
    """784 → 8 → two heads, or three with what the sampling makes of them."""
    images = keras.layers.Input((784,))
    hidden = keras.layers.Dropout(0.5)(keras.layers.Dense(8, activation="relu")(images))
    heads = {
        name: keras.layers.Dense(WIDTH, name=name, bias_initializer="random_normal")(hidden)
        for name in ("z_mean", "z_log_var")
    }
    if sampling is not None:
        heads["a_draw"] = sampling([heads["z_mean"], heads["z_log_var"]])
    return keras.Model(images, heads if form is dict else form(heads.values()))


def decoder(keras: Any) -> Any:
    dense = keras.layers.Dense
    return keras.Sequential([keras.layers.Input((WIDTH,)), dense(8, activation="relu"), dense(784, "sigmoid")])


def holder(keras: Any, methods: dict[str, Any] | None = None, **parts: Any) -> Any:
    """A model that holds these parts; without a method `call` its training step is all it could have."""

    class Holder(keras.Model):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            super().__init__()
            for name, part in parts.items():
                setattr(self, name, part)

    for name, method in (methods or {}).items():
        setattr(Holder, name, method)
    return Holder()


def style(model: Any, encoder: Any, wrong: bool = False) -> Style:
    def head(images: Any, place: int, name: str) -> Any:
        outputs = encoder(images)
        return np.asarray(outputs[name] if isinstance(outputs, dict) else outputs[place])

    def deviation(images: Any) -> Any:
        log_var = head(images, 1, "z_log_var")
        return np.abs(log_var) if wrong else np.exp(log_var / 2)

    return Style(model, lambda images: head(images, 0, "z_mean"), deviation)


def functional(keras: Any, sampling: Any, **known: Any) -> Style:
    made = encoder(keras, sampling)
    images = keras.layers.Input((784,))
    return style(keras.Model(images, decoder(keras)(made(images)[2])), made, **known)


def with_own_loss(keras: Any) -> Style:
    """As Keras 2's example adds it: to the symbolic model."""
    found = functional(keras, keras.layers.Lambda(draw))
    found.model.add_loss(tf.reduce_mean(found.model.outputs[0]))
    return found


def in_step(keras: Any, sampling: Any = None, form: type = list, *, wrong: bool = False, **methods: Any) -> Style:
    """Both halves, and no `call` (lesson unidad-5, section 5.5)."""
    made = encoder(keras, sampling, form)
    return style(holder(keras, methods, encoder=made, decoder=decoder(keras)), made, wrong)


def under_other_names(keras: Any) -> Style:
    made = encoder(keras, layer(keras, draw))
    return style(holder(keras, red_de_ida=made, red_de_vuelta=decoder(keras)), made)


def in_call(keras: Any, body: Callable[..., Any]) -> Style:
    """Samples in `call`, which adds its loss and keeps a metric."""
    made, metric = encoder(keras), keras.metrics.Mean()

    def call(self: Any, images: Any, training: Any = False) -> Any:
        heads = self.encoder(images)
        metric.update_state(tf.reduce_mean(heads[0]))
        self.add_loss(tf.reduce_mean(heads[1]))
        return self.decoder(body(heads, training))

    return style(holder(keras, {"call": call}, encoder=made, decoder=decoder(keras)), made)


def of_layers(keras: Any, methods: tuple[str, ...]) -> Style:
    """No models within it; everything in `call`, or in methods of its own."""
    dense, norm = keras.layers.Dense, keras.layers.BatchNormalization()
    parts = {"hidden": dense(8, "relu"), "mu": dense(WIDTH), "log_var": dense(WIDTH), "up": dense(8), "out": dense(784)}

    def encode(self: Any, images: Any, training: Any = False) -> Any:
        hidden = self.norm(self.hidden(images), training=training)
        return self.mu(hidden), self.log_var(hidden)

    def decode(self: Any, code: Any) -> Any:
        return self.out(self.up(code))

    def call(self: Any, images: Any, training: Any = False) -> Any:
        heads = encode(self, images, training)
        return decode(self, draw_in_training(heads, training)), *heads

    known = {"encode": encode, "decode": decode, "call": call}
    model = holder(keras, {name: known[name] for name in methods}, **parts, norm=norm)
    decode(model, encode(model, np.zeros((1, 784), np.float32))[0])
    return style(model, lambda images: encode(model, images))


def tutorial(keras: Any) -> Style:
    """As TensorFlow's own tutorial has it: both heads side by side, and the last activation by an argument."""
    dense = keras.layers.Dense
    made = keras.Sequential([keras.layers.Input((784,)), dense(8, "relu"), dense(2 * WIDTH, bias_initializer="normal")])
    return style(holder(keras, encoder=made, decoder=decoder(keras)), lambda images: np.split(made(images), 2, axis=1))


BOTH: dict[str, Callable[[Any], Style]] = {
    "a layer": lambda keras: functional(keras, layer(keras, draw)),
    "a Lambda": lambda keras: functional(keras, keras.layers.Lambda(draw)),
    "a layer in training only": lambda keras: functional(keras, layer(keras, draw_in_training)),
    "mean and deviation as parameters": lambda keras: functional(keras, layer(keras, draw_by_parameters)),
    "train_step, three heads": lambda keras: in_step(keras, layer(keras, draw)),
    "train_step, a tuple": lambda keras: in_step(keras, layer(keras, draw), tuple),
    "train_step, a dict": lambda keras: in_step(keras, layer(keras, draw), dict),
    "train_step, a dict, in training only": lambda keras: in_step(keras, layer(keras, draw_in_training), dict),
    "train_step, two heads": in_step,
    "other names": under_other_names,
    "call": lambda keras: in_call(keras, draw),
    "call in training only": lambda keras: in_call(keras, draw_in_training),
    "layers, call in training only": lambda keras: of_layers(keras, ("call",)),
    "layers, methods": lambda keras: of_layers(keras, ("encode", "decode")),
    "heads side by side": tutorial,
}
KERAS_3: dict[str, Callable[[], Style]] = {
    "Keras' seeds": lambda: functional(keras3, SeededSampling()),
    "Keras' draw in call": lambda: in_call(keras3, draw_with_keras),
}
#: The log variance is taken for the deviation.
WRONG: dict[str, Callable[[Any], Style]] = {
    "a layer": lambda keras: functional(keras, layer(keras, draw_wrongly), wrong=True),
    "a method": lambda keras: in_step(keras, wrong=True, reparameterize=lambda self, *heads: draw_wrongly(heads)),
    "a layer of the model": lambda keras: style(
        holder(keras, encoder=(made := encoder(keras)), decoder=decoder(keras), sampling=layer(keras, draw_wrongly)),
        made,
        wrong=True,
    ),
}
