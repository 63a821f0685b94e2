# ---
# jupyter:
#   grader:
#     assignment: unidad-5
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Unidad 5 al pie de la letra: los dos VAE
#
# Con el `train_step` del apunte (§5.5), tal como está impreso. Solo cambia lo que hacía falta para que corra: se cargan
# también las etiquetas, y se crea y entrena el VAE convolucional (§5.7), que el apunte deja definido. Menos épocas que
# las 30 del apunte.

# %%
"""Los VAE de la unidad 5, con la pérdida tal como está impresa."""

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf
from tensorflow.keras import Input, Model
from tensorflow.keras.layers import Conv2D, Conv2DTranspose, Dense, Flatten, Reshape

tf.keras.utils.set_random_seed(0)

# %%
(x_train, y_train), (x_test, y_test) = tf.keras.datasets.mnist.load_data()
x_train = x_train.reshape((-1, 784)).astype("float32") / 255.0
x_test = x_test.reshape((-1, 784)).astype("float32") / 255.0


# %%
class Sampling(tf.keras.layers.Layer):  # type: ignore[misc]
    """z = media + desvío · épsilon."""

    def call(self, inputs: Any) -> Any:
        """Sortea un z para cada imagen."""
        z_mean, z_log_var = inputs
        epsilon = tf.random.normal(shape=tf.shape(z_mean))
        return z_mean + tf.exp(0.5 * z_log_var) * epsilon


# %%
class VAE(Model):  # type: ignore[misc]
    """Encoder y decoder con la pérdida del apunte."""

    def __init__(self, encoder: Any, decoder: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.encoder = encoder
        self.decoder = decoder
        self.total_loss_tracker = tf.keras.metrics.Mean(name="total_loss")
        self.reconstruction_loss_tracker = tf.keras.metrics.Mean(name="reconstruction_loss")
        self.kl_loss_tracker = tf.keras.metrics.Mean(name="kl_loss")

    @property
    def metrics(self) -> list[Any]:
        """Lo que se reinicia en cada época."""
        return [self.total_loss_tracker, self.reconstruction_loss_tracker, self.kl_loss_tracker]

    def train_step(self, data: Any) -> dict[str, Any]:
        """Un paso de entrenamiento."""
        with tf.GradientTape() as tape:
            z_mean, z_log_var, z = self.encoder(data)
            reconstruction = self.decoder(z)
            reconstruction_loss = tf.reduce_mean(
                tf.reduce_sum(tf.keras.losses.binary_crossentropy(data, reconstruction), axis=-1)
            )
            kl_loss = -0.5 * tf.reduce_mean(
                tf.reduce_sum(1 + z_log_var - tf.square(z_mean) - tf.exp(z_log_var), axis=-1)
            )
            total_loss = reconstruction_loss + kl_loss
        grads = tape.gradient(total_loss, self.trainable_weights)
        self.optimizer.apply_gradients(zip(grads, self.trainable_weights, strict=True))
        self.total_loss_tracker.update_state(total_loss)
        self.reconstruction_loss_tracker.update_state(reconstruction_loss)
        self.kl_loss_tracker.update_state(kl_loss)
        return {
            "loss": self.total_loss_tracker.result(),
            "reconstruction_loss": self.reconstruction_loss_tracker.result(),
            "kl_loss": self.kl_loss_tracker.result(),
        }


# %% [markdown]
# ## VAE denso (§5.5)

# %%
latent_dim = 2

encoder_inputs = Input(shape=(784,), name="encoder_input")
x = Dense(256, activation="relu")(encoder_inputs)
z_mean = Dense(latent_dim, name="z_mean")(x)
z_log_var = Dense(latent_dim, name="z_log_var")(x)
z = Sampling()([z_mean, z_log_var])
encoder = Model(encoder_inputs, [z_mean, z_log_var, z], name="encoder")

latent_inputs = Input(shape=(latent_dim,), name="z_sampling")
x = Dense(256, activation="relu")(latent_inputs)
decoder_outputs = Dense(784, activation="sigmoid")(x)
decoder = Model(latent_inputs, decoder_outputs, name="decoder")

# %%
vae = VAE(encoder, decoder)
vae.compile(optimizer=tf.keras.optimizers.Adam())
vae.fit(x_train, epochs=8, batch_size=128, verbose=2)

# %%
z_mean_test, _, _ = vae.encoder.predict(x_test, verbose=0)

plt.figure(figsize=(12, 10))
plt.scatter(z_mean_test[:, 0], z_mean_test[:, 1], c=y_test, cmap="tab10", alpha=0.5)
plt.colorbar()
plt.title("Espacio Latente del VAE")
plt.show()


# %% [markdown]
# ## Generar dígitos


# %%
def generar_digitos(decoder: Any, n: int = 15, lado: int = 28) -> None:
    """Decodifica una cuadrícula de n × n puntos entre -3 y 3."""
    figura = np.zeros((lado * n, lado * n))
    for i, yi in enumerate(np.linspace(-3, 3, n)[::-1]):
        for j, xi in enumerate(np.linspace(-3, 3, n)):
            digito = decoder.predict(np.array([[xi, yi]]), verbose=0)[0].reshape(lado, lado)
            figura[i * lado : (i + 1) * lado, j * lado : (j + 1) * lado] = digito
    plt.figure(figsize=(10, 10))
    plt.imshow(figura, cmap="Greys")
    plt.axis("off")
    plt.title("Dígitos Generados desde el Espacio Latente")
    plt.show()


generar_digitos(vae.decoder)

# %% [markdown]
# ## VAE convolucional (§5.7)

# %%
encoder_inputs = Input(shape=(28, 28, 1))
x = Conv2D(32, 3, activation="relu", strides=2, padding="same")(encoder_inputs)
x = Conv2D(64, 3, activation="relu", strides=2, padding="same")(x)
x = Flatten()(x)
x = Dense(16, activation="relu")(x)
z_mean = Dense(latent_dim, name="z_mean")(x)
z_log_var = Dense(latent_dim, name="z_log_var")(x)
z = Sampling()([z_mean, z_log_var])
encoder = Model(encoder_inputs, [z_mean, z_log_var, z], name="encoder")

latent_inputs = Input(shape=(latent_dim,))
x = Dense(7 * 7 * 64, activation="relu")(latent_inputs)
x = Reshape((7, 7, 64))(x)
x = Conv2DTranspose(64, 3, activation="relu", strides=2, padding="same")(x)
x = Conv2DTranspose(32, 3, activation="relu", strides=2, padding="same")(x)
decoder_outputs = Conv2DTranspose(1, 3, activation="sigmoid", padding="same")(x)
decoder = Model(latent_inputs, decoder_outputs, name="decoder")

# %%
vae_conv = VAE(encoder, decoder)
vae_conv.compile(optimizer=tf.keras.optimizers.Adam())
vae_conv.fit(x_train.reshape((-1, 28, 28, 1)), epochs=3, batch_size=128, verbose=2)

# %%
generar_digitos(vae_conv.decoder)
