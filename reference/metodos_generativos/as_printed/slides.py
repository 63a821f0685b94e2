# ---
# jupyter:
#   grader:
#     assignment: metodos-generativos
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Métodos Generativos al pie de la letra
#
# Las diapositivas traen una sola fórmula, la pérdida ||x - d(e(x))||², y describen lo demás con palabras. Aquí cada
# autoencoder se arma como lo describen: la norma al cuadrado es una suma sobre los píxeles y no un promedio, las dos
# capas de ruido están dentro del modelo, y «sal y pimienta» solo pone píxeles en cero.

# %%
"""Los autoencoders de las diapositivas, con su pérdida tal como está impresa."""

from typing import Any

import keras
import matplotlib.pyplot as plt
import numpy as np
from keras import layers, ops
from numpy.typing import NDArray

keras.utils.set_random_seed(0)

# %%
(x_train, _), (x_test, _) = keras.datasets.mnist.load_data()
x_train, x_test = (x.reshape(-1, 784).astype("float32") / 255 for x in (x_train, x_test))


# %%
def loss(x: Any, reconstruction: Any) -> Any:
    """||x - d(e(x))||², una por imagen."""
    return ops.sum(ops.square(x - reconstruction), axis=-1)


def mostrar(*filas: NDArray[np.float32]) -> None:
    """Dibuja diez imágenes de cada conjunto, una fila por conjunto."""
    _, ejes = plt.subplots(len(filas), 10, figsize=(10, len(filas)))
    for fila, imagenes in zip(ejes, filas, strict=True):
        for eje, imagen in zip(fila, imagenes, strict=False):
            eje.imshow(imagen.reshape(28, 28), cmap="gray", vmin=0, vmax=1)
            eje.axis("off")
    plt.show()


# %% [markdown]
# ## Vanilla autoencoder

# %%
vanilla = keras.Sequential(
    [keras.Input((784,)), layers.Dense(32, activation="relu", name="z"), layers.Dense(784, activation="sigmoid")]
)
vanilla.compile(optimizer="adam", loss=loss)
vanilla.fit(x_train, x_train, epochs=8, batch_size=256, verbose=2)

# %%
reconstruidas = vanilla.predict(x_test, verbose=0)
print("compresión:", 784 / 32)
print("MSE:", np.mean(np.square(x_test - reconstruidas)))
mostrar(x_test[:10], reconstruidas[:10])

# %% [markdown]
# ## Autoencoder convolucional

# %%
convolucional = keras.Sequential(
    [
        keras.Input((28, 28, 1)),
        layers.Conv2D(16, 3, strides=2, padding="same", activation="relu"),
        layers.Conv2D(32, 3, strides=2, padding="same", activation="relu"),
        layers.Flatten(),
        layers.Dense(32, activation="relu"),
        layers.Dense(7 * 7 * 32, activation="relu"),
        layers.Reshape((7, 7, 32)),
        layers.Conv2DTranspose(16, 3, strides=2, padding="same", activation="relu"),
        layers.Conv2DTranspose(1, 3, strides=2, padding="same", activation="sigmoid"),
    ]
)
convolucional.compile(optimizer="adam", loss=loss)
imagenes = x_train[:20_000].reshape(-1, 28, 28, 1)
convolucional.fit(imagenes, imagenes, epochs=6, batch_size=64, verbose=2)

# %%
mostrar(x_test[:10], convolucional.predict(x_test[:10].reshape(-1, 28, 28, 1), verbose=0))

# %% [markdown]
# ## Denoising: capa de ruido gaussiano

# %%
gaussiano = keras.Sequential(
    [
        keras.Input((784,)),
        layers.GaussianNoise(0.5),
        layers.Dense(64, activation="relu"),
        layers.Dense(784, activation="sigmoid"),
    ]
)
gaussiano.compile(optimizer="adam", loss=loss)
gaussiano.fit(x_train, x_train, epochs=8, batch_size=256, verbose=2)

# %%
rng = np.random.default_rng(0)
con_ruido = x_test + 0.5 * rng.normal(size=x_test.shape).astype("float32")
mostrar(x_test[:10], con_ruido[:10], gaussiano.predict(con_ruido[:10], verbose=0))

# %% [markdown]
# ## Denoising: capa de sal y pimienta


# %%
class SalYPimienta(layers.Layer):  # type: ignore[misc]
    """Pone en cero algunos píxeles, solo al entrenar."""

    def call(self, inputs: Any, training: bool = False) -> Any:
        """El 30 % de los píxeles, elegidos al azar."""
        if not training:
            return inputs
        return inputs * ops.cast(keras.random.uniform(ops.shape(inputs)) > 0.3, "float32")


# %%
sal_pimienta = keras.Sequential(
    [
        keras.Input((784,)),
        SalYPimienta(),
        layers.Dense(64, activation="relu"),
        layers.Dense(784, activation="sigmoid"),
    ]
)
sal_pimienta.compile(optimizer="adam", loss=loss)
sal_pimienta.fit(x_train, x_train, epochs=8, batch_size=256, verbose=2)

# %%
con_ceros = x_test * (rng.random(x_test.shape) > 0.3).astype("float32")
limpias = sal_pimienta.predict(con_ceros, verbose=0)
print("MSE con ceros:", np.mean(np.square(x_test - con_ceros)))
print("MSE sin ruido:", np.mean(np.square(x_test - limpias)))
mostrar(x_test[:10], con_ceros[:10], limpias[:10])

# %% [markdown]
# ## Stacked autoencoder en Fashion-MNIST

# %%
(ropa_train, _), (ropa_test, _) = keras.datasets.fashion_mnist.load_data()
ropa_train, ropa_test = (x.reshape(-1, 784).astype("float32") / 255 for x in (ropa_train, ropa_test))


# %%
def capa(entradas: int, salidas: int, final: str) -> Any:
    """Un autoencoder de una sola capa oculta."""
    encoder = layers.Dense(salidas, activation="relu")
    decoder = layers.Dense(entradas, activation=final)
    modelo = keras.Sequential([keras.Input((entradas,)), encoder, decoder])
    modelo.compile(optimizer="adam", loss=loss)
    return modelo


# %% [markdown]
# Cada capa se entrena por separado: la segunda, con la salida de la primera.

# %%
primera = capa(784, 256, "sigmoid")
primera.fit(ropa_train, ropa_train, epochs=4, batch_size=256, verbose=2)
salida = primera.layers[0](ropa_train).numpy()
segunda = capa(256, 64, "relu")
segunda.fit(salida, salida, epochs=4, batch_size=256, verbose=2)

# %% [markdown]
# Los espacios latentes se apilan, y la red entera se ajusta.

# %%
apilado = keras.Sequential(
    [keras.Input((784,)), primera.layers[0], segunda.layers[0], segunda.layers[1], primera.layers[1]]
)
apilado.compile(optimizer="adam", loss=loss)
apilado.fit(ropa_train, ropa_train, epochs=4, batch_size=256, verbose=2)

# %%
mostrar(ropa_test[:10], apilado.predict(ropa_test[:10], verbose=0))
