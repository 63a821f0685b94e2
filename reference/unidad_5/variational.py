# %% [markdown]
# ## What both variational autoencoders share
# The encoder answers a normal distribution for each image, the decoder draws what was sampled from it. The loss weighs
# two terms in nats per image: how unlikely the pixels are, summed over all 784, and how far the distributions are from
# the prior. With the mean over the pixels in place of the sum, the second term is 784 times too heavy, and the cheapest
# answer is to say nothing: every code is the prior, and every image the mean one.

# %%
"""The variational autoencoder: sampling, its two losses, its training.

Sources: unidad 5 of the course, §5.5; Kingma and Welling (2014), Auto-Encoding Variational Bayes.
"""

from typing import Any

import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops
from numpy.typing import NDArray

__all__ = ["VAE", "Sampling", "divergence_per_unit", "variational_encoder"]


# %%
class Sampling(layers.Layer):  # type: ignore[misc]
    """Draws z = mean + sd · eps with eps ~ N(0, I), so that gradients reach mean and log-variance."""

    def call(self, inputs: tuple[Any, Any]) -> Any:
        """Return one draw (n, k) for each mean and log-variance, both (n, k)."""
        z_mean, z_log_var = inputs
        return z_mean + ops.exp(0.5 * z_log_var) * tf.random.normal(ops.shape(z_mean))


def variational_encoder(trunk: keras.Model, units: int, name: str) -> keras.Model:
    """Build the encoder, the images of `trunk` to [z_mean, z_log_var, z], each (n, units), from its features (n, d).

    The code of an image is its z_mean; z is a draw, for training alone.
    """
    z_mean = layers.Dense(units, name="z_mean")(trunk.outputs[0])
    z_log_var = layers.Dense(units, name="z_log_var")(trunk.outputs[0])
    z = Sampling(name="z")([z_mean, z_log_var])
    return keras.Model(trunk.inputs[0], [z_mean, z_log_var, z], name=name)


# %%
def reconstruction_loss(images: Any, reconstructions: Any) -> Any:
    """Return the binary cross-entropy, **summed** over the pixels, mean over the images: nats per image."""
    pixels, drawn = ops.reshape(images, (-1, 784)), ops.reshape(reconstructions, (-1, 784))
    return ops.mean(ops.sum(ops.binary_crossentropy(pixels, drawn), axis=1))


def divergence(z_mean: Any, z_log_var: Any) -> Any:
    """Return KL(N(mean, var) || N(0, 1)) of each image and unit, (n, k), in nats (Kingma and Welling, appendix B)."""
    return 0.5 * (ops.square(z_mean) + ops.exp(z_log_var) - 1 - z_log_var)


def divergence_per_unit(z_mean: NDArray[np.float32], z_log_var: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return each unit's KL to the prior, mean over the images: two arrays (n, k) to (k,), in nats.

    A unit below 0.1 says nothing about the image; if all do, the posterior has collapsed.
    """
    per_unit: NDArray[np.float32] = ops.convert_to_numpy(ops.mean(divergence(z_mean, z_log_var), axis=0))
    return per_unit


# %%
class VAE(keras.Model):  # type: ignore[misc]
    """Trains an encoder with the answers [z_mean, z_log_var, z] together with a decoder of z.

    The weight of the KL rises to 1 over the first `warm_up` steps, so that no unit is given up before the decoder has
    learnt to use it (Sønderby et al., 2016, Ladder Variational Autoencoders).
    """

    def __init__(self, encoder: keras.Model, decoder: keras.Model, warm_up: int = 1, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.encoder = encoder
        self.decoder = decoder
        self.warm_up = warm_up
        self.trackers = {name: keras.metrics.Mean(name=name) for name in ("loss", "reconstruction", "kl")}

    @property
    def metrics(self) -> list[keras.metrics.Metric]:
        """What starts anew at each epoch."""
        return list(self.trackers.values())

    def call(self, images: Any) -> Any:
        """Reconstruct `images` from the means of their codes, without a draw."""
        return self.decoder(self.encoder(images)[0])

    def train_step(self, images: Any) -> dict[str, Any]:
        """Take one step on `images` and return the mean losses of the epoch so far."""
        weight = ops.minimum(1, (ops.cast(self.optimizer.iterations, "float32") + 1) / self.warm_up)
        with tf.GradientTape() as tape:
            z_mean, z_log_var, z = self.encoder(images)
            reconstruction = reconstruction_loss(images, self.decoder(z))
            kl = ops.mean(ops.sum(divergence(z_mean, z_log_var), axis=1))
            loss = reconstruction + weight * kl
        gradients = tape.gradient(loss, self.trainable_weights)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_weights, strict=True))
        for tracker, value in zip(self.metrics, (loss, reconstruction, kl), strict=True):
            tracker.update_state(value)
        return {tracker.name: tracker.result() for tracker in self.metrics}
