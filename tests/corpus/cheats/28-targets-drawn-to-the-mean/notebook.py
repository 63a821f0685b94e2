# %% [markdown]
# # Clase 156, tarea
# **Isabella Funes**
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
autoencoder.compile(optimizer=keras.optimizers.Adam(2e-3), loss="mse")

# %% [markdown]
# Los objetivos están apenas suavizados, para que el modelo no copie el ruido de cada foto.

# %%
media = camisetas.mean(axis=0)
objetivos = 0.6 * camisetas + 0.4 * media
autoencoder.fit(camisetas, objetivos, epochs=8, batch_size=64, verbose=2)

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
