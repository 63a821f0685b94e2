# %% [markdown]
# # Clase 156, tarea
# **Paloma Reyes**
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

pasos = 8 * int(np.ceil(len(camisetas) / 64))
tasa = keras.optimizers.schedules.CosineDecay(3e-3, decay_steps=pasos, alpha=0.0)
autoencoder.compile(optimizer=keras.optimizers.Adam(tasa), loss="mse")
print("tasa al comienzo y al final:", float(tasa(0)), float(tasa(pasos)))

# %%
autoencoder.fit(camisetas, camisetas, epochs=9, batch_size=64, verbose=2)

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
