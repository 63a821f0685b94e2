# %% [markdown]
# # Clase 156, tarea
# **Gonzalo Arancibia**
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
# ## Aumento
# Copias corridas uno o dos píxeles, con ceros en el borde que queda libre.


# %%
def correr(imagenes, dy, dx):
    corridas = np.roll(imagenes, (dy, dx), axis=(1, 2))
    if dy > 0:
        corridas[:, :dy] = 0
    elif dy < 0:
        corridas[:, dy:] = 0
    if dx > 0:
        corridas[:, :, :dx] = 0
    elif dx < 0:
        corridas[:, :, dx:] = 0
    return corridas


partes = [camisetas]
for i, (dy, dx) in enumerate([(1, 0), (-1, 0), (0, 2), (0, -2)]):
    partes.append(correr(camisetas[i::8], dy, dx))
x_aumentado = np.concatenate(partes)
np.random.default_rng(0).shuffle(x_aumentado)
x_aumentado.shape

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
autoencoder.compile(optimizer=keras.optimizers.Adam(2e-3), loss="mse")

# %%
autoencoder.fit(x_aumentado, x_aumentado, epochs=6, batch_size=64, verbose=2)

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
