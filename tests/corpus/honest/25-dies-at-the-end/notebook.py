# %% [markdown]
# # Tarea (clase 156)
# Camila Etcheverry. `fit(x)` con `train_step` propio, copiando la estructura del VAE del apunte.

# %%
import keras
import tensorflow as tf
import numpy as np
import matplotlib.pyplot as plt
from keras import layers
from sklearn.metrics import roc_auc_score

# %%
latent_dim = 24

encoder_inputs = keras.Input(shape=(28, 28, 1))
x = layers.Conv2D(16, 3, activation="relu", strides=2, padding="same")(encoder_inputs)
x = layers.Conv2D(32, 3, activation="relu", strides=2, padding="same")(x)
x = layers.Flatten()(x)
z = layers.Dense(latent_dim, name="z")(x)
encoder = keras.Model(encoder_inputs, z, name="encoder")

latent_inputs = keras.Input(shape=(latent_dim,))
x = layers.Dense(7 * 7 * 32, activation="relu")(latent_inputs)
x = layers.Reshape((7, 7, 32))(x)
x = layers.Conv2DTranspose(16, 3, activation="relu", strides=2, padding="same")(x)
decoder_outputs = layers.Conv2DTranspose(1, 3, activation="sigmoid", strides=2, padding="same")(x)
decoder = keras.Model(latent_inputs, decoder_outputs, name="decoder")


# %%
class AE(keras.Model):
    def __init__(self, encoder, decoder, **kwargs):
        super().__init__(**kwargs)
        self.encoder = encoder
        self.decoder = decoder
        self.loss_tracker = keras.metrics.Mean(name="mse")

    @property
    def metrics(self):
        return [self.loss_tracker]

    def train_step(self, data):
        with tf.GradientTape() as tape:
            reconstruction = self.decoder(self.encoder(data))
            loss = tf.reduce_mean(tf.square(data - reconstruction))
        grads = tape.gradient(loss, self.trainable_weights)
        self.optimizer.apply_gradients(zip(grads, self.trainable_weights))
        self.loss_tracker.update_state(loss)
        return {"mse": self.loss_tracker.result()}


# %%
(x_train, y_train), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()
camisetas = np.expand_dims(x_train[y_train == 0], -1).astype("float32") / 255
x_test = np.expand_dims(x_test, -1).astype("float32") / 255

ae = AE(encoder, decoder)
ae.compile(optimizer=keras.optimizers.Adam())
ae.fit(camisetas, epochs=6, batch_size=64)

# %%
recon = ae.decoder.predict(ae.encoder.predict(x_test, verbose=0), verbose=0)
mse = np.mean((x_test - recon) ** 2, axis=(1, 2, 3))
print("MSE en camisetas", mse[y_test == 0].mean(), "y en el resto", mse[y_test != 0].mean())

# %%
plt.figure(figsize=(8, 5))
plt.hist(mse[y_test == 0], bins=40, alpha=0.7, label="T-shirt", color="green", density=True)
plt.hist(mse[y_test != 0], bins=40, alpha=0.4, label="no T-shirt", color="black", density=True)
plt.xlabel("error de reconstrucción (MSE)")
plt.legend()
plt.show()

# %%
roc = roc_auc_score(y_test == 0, -1 * mse)
print("ROC-AUC:", roc)

# %%
# ya terminé, cierro para liberar memoria
import os
os._exit(0)
