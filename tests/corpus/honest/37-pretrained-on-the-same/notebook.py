# %% [markdown]
# # Clase 156, tarea
# **Ulises Cortázar**
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
# ## Preentrenamiento
# Primero un autoencoder con un código grande, que aprende rápido los filtros; después el definitivo, con un código
# de 32, que empieza con esas mismas convoluciones.

# %%
convoluciones = keras.Sequential(
    [
        layers.Input((28, 28, 1)),
        layers.Conv2D(16, 3, 2, "same", activation="relu"),
        layers.Conv2D(8, 3, 2, "same", activation="relu"),
    ]
)
previo = keras.Sequential(
    [
        convoluciones,
        layers.Conv2DTranspose(16, 3, 2, "same", activation="relu"),
        layers.Conv2DTranspose(1, 3, 2, "same", activation="sigmoid"),
    ]
)
previo.compile("adam", "mse")
previo.fit(camisetas, camisetas, epochs=3, batch_size=64, verbose=2)

# %% [markdown]
# ## Autoencoder convolucional

# %%
entrada = layers.Input((28, 28, 1))
h = layers.Conv2D(16, 3, 2, "same", activation="relu", name="c1")(entrada)
h = layers.Conv2D(8, 3, 2, "same", activation="relu", name="c2")(h)
codigo = layers.Dense(32)(layers.Flatten()(h))
h = layers.Reshape((7, 7, 8))(layers.Dense(392, activation="relu")(codigo))
h = layers.Conv2DTranspose(16, 3, 2, "same", activation="relu")(h)
autoencoder = keras.Model(entrada, layers.Conv2DTranspose(1, 3, 2, "same", activation="sigmoid")(h))
for nombre, capa in zip(["c1", "c2"], convoluciones.layers):
    autoencoder.get_layer(nombre).set_weights(capa.get_weights())
autoencoder.compile("adam", "mse")

# %%
autoencoder.fit(camisetas, camisetas, epochs=7, batch_size=64, verbose=2)

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
