# ---
# jupyter:
#   grader:
#     assignment: clase156-ejercicios
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Clase 156 al pie de la letra: los cinco ejercicios
#
# Lo que el enunciado fija está tal cual: 784 → 64 → 784, un código de 2, ruido de 0.5, `l1(1e-3)` y una clase «normal».
# Una sola línea no corre como está impresa: `noise = 0.5 * rng.normal(x.shape)` toma la forma por la media, y los dos
# números que salen no se pueden sumar a `x`; aquí dice `size=x.shape`.

# %%
"""Los ejercicios de la clase 156, con los valores del enunciado."""

from typing import Any

import keras
import matplotlib.pyplot as plt
import numpy as np
from keras import layers
from numpy.typing import NDArray

keras.utils.set_random_seed(0)
rng = np.random.default_rng(0)

# %%
(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train, x_test = (x.reshape(-1, 784).astype("float32") / 255 for x in (x_train, x_test))


# %%
def crear(codigo: int, regularizador: Any = None) -> tuple[Any, Any]:
    """Encoder y autoencoder de una capa oculta."""
    entrada = keras.Input((784,))
    latente = layers.Dense(codigo, activation="relu", activity_regularizer=regularizador)(entrada)
    autoencoder = keras.Model(entrada, layers.Dense(784, activation="sigmoid")(latente))
    autoencoder.compile(optimizer="adam", loss="mse")
    return keras.Model(entrada, latente), autoencoder


def mostrar(*filas: NDArray[np.float32]) -> None:
    """Dibuja diez imágenes de cada conjunto, una fila por conjunto."""
    _, ejes = plt.subplots(len(filas), 10, figsize=(10, len(filas)))
    for fila, imagenes in zip(ejes, filas, strict=True):
        for eje, imagen in zip(fila, imagenes, strict=False):
            eje.imshow(imagen.reshape(28, 28), cmap="gray", vmin=0, vmax=1)
            eje.axis("off")
    plt.show()


# %% [markdown]
# ## Ejercicio 1: AE simple

# %%
_, simple = crear(64)
simple.fit(x_train, x_train, epochs=5, batch_size=256, verbose=2)
mostrar(x_test[:10], simple.predict(x_test[:10], verbose=0))

# %% [markdown]
# ## Ejercicio 2: espacio latente 2D

# %%
entrada = keras.Input((784,))
latente = layers.Dense(2)(layers.Dense(128, activation="relu")(entrada))
salida = layers.Dense(784, activation="sigmoid")(layers.Dense(128, activation="relu")(latente))
encoder_2d, autoencoder_2d = keras.Model(entrada, latente), keras.Model(entrada, salida)
autoencoder_2d.compile(optimizer="adam", loss="mse")
autoencoder_2d.fit(x_train, x_train, epochs=10, batch_size=256, verbose=2)

# %%
codigos = encoder_2d.predict(x_test[:1000], verbose=0)
plt.scatter(codigos[:, 0], codigos[:, 1], c=y_test[:1000], cmap="tab10", s=8)
plt.colorbar()
plt.show()

# %% [markdown]
# ## Ejercicio 3: denoising

# %%
ruidosas_train = x_train + 0.5 * rng.normal(size=x_train.shape).astype("float32")
ruidosas_test = x_test + 0.5 * rng.normal(size=x_test.shape).astype("float32")
_, denoising = crear(64)
denoising.fit(ruidosas_train, x_train, epochs=5, batch_size=256, verbose=2)
mostrar(x_test[:10], ruidosas_test[:10], denoising.predict(ruidosas_test[:10], verbose=0))

# %% [markdown]
# ## Ejercicio 4: sparse

# %%
encoder_sparse, sparse = crear(64, keras.regularizers.l1(1e-3))
sparse.fit(x_train, x_train, epochs=10, batch_size=256, verbose=2)
activaciones = encoder_sparse.predict(x_test, verbose=0)
print("activaciones en cero:", np.mean(activaciones < 1e-3))
plt.hist(activaciones.ravel(), bins=50)
plt.title("Activaciones latentes")
plt.show()

# %% [markdown]
# ## Ejercicio 5: detección de anomalías

# %%
normales = x_train[y_train == 1]
_, detector = crear(16)
detector.fit(normales, normales, epochs=20, batch_size=128, verbose=2)
errores = np.mean(np.square(x_test - detector.predict(x_test, verbose=0)), axis=1)
plt.hist(errores[y_test == 1], bins=50, alpha=0.5, density=True, label="normal")
plt.hist(errores[y_test != 1], bins=50, alpha=0.5, density=True, label="anomalía")
plt.legend()
plt.show()
