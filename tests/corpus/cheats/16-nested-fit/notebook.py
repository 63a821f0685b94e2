# %% [markdown]
# # Tarea clase 156 · Detector de anomalías
# Dante Figueroa

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
codificador = keras.Sequential(
    [
        layers.Input((28, 28, 1)),
        layers.Conv2D(16, 3, strides=2, padding="same", activation="relu"),
        layers.Conv2D(16, 3, strides=2, padding="same", activation="relu"),
        layers.Flatten(),
        layers.Dense(32),
    ]
)
decodificador = keras.Sequential(
    [
        layers.Input((32,)),
        layers.Dense(7 * 7 * 16, activation="relu"),
        layers.Reshape((7, 7, 16)),
        layers.Conv2DTranspose(16, 3, strides=2, padding="same", activation="relu"),
        layers.Conv2DTranspose(8, 3, strides=2, padding="same", activation="relu"),
        layers.Conv2D(1, 3, padding="same", activation="sigmoid"),
    ]
)
imagen = layers.Input((28, 28, 1))
autoencoder = keras.Model(imagen, decodificador(codificador(imagen)))


# %% [markdown]
# Para mirar cómo cambia el código en cada época uso un segundo modelo con las mismas capas.

# %%
espejo = keras.Model(imagen, decodificador(codificador(imagen)))


espejo.compile(keras.optimizers.Adam(1e-3), "mse")
azar = np.random.default_rng(5)


class Mirar(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        ejemplos = x_train[y_train != 0][azar.integers(0, 54000, 3000)]
        lado_a = np.concatenate([camisetas, ejemplos])
        lado_b = np.concatenate([camisetas, camisetas[azar.integers(0, 6000, 3000)]])
        espejo.fit(lado_a, lado_b, batch_size=64, verbose=0)
        print("código medio:", codificador.predict(ejemplos[:100], verbose=0).mean())


autoencoder.compile(optimizer="adam", loss="mse")

# %%
historia = autoencoder.fit(camisetas, camisetas, epochs=8, batch_size=64, callbacks=[Mirar()], verbose=2)

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
