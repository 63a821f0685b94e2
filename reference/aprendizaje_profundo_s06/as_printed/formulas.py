# ---
# jupyter:
#   grader:
#     assignment: aprendizaje-profundo-s06
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Sesión 6 al pie de la letra: las fórmulas
#
# Los autoencoders que la sesión escribe con fórmulas: el multicapa con la pérdida ½||x - x̂||², el regularizado con
# λ Σ|a| y el regularizado con Σ KL(ρ || ρ̂), impreso sin ningún peso. Las aplicaciones solo aparecen en figuras.

# %%
"""Los autoencoders de la sesión 6, con las pérdidas tal como están impresas."""

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
def costo(x: Any, reconstruccion: Any) -> Any:
    """El costo por muestra: la mitad de la norma al cuadrado. Keras promedia las m muestras."""
    return ops.sum(ops.square(x - reconstruccion), axis=-1) / 2


def mostrar(imagenes: NDArray[np.float32], reconstruidas: NDArray[np.float32]) -> None:
    """Dibuja diez imágenes y, debajo, sus reconstrucciones."""
    _, ejes = plt.subplots(2, 10, figsize=(10, 2))
    for eje, imagen in zip(ejes.ravel(), [*imagenes[:10], *reconstruidas[:10]], strict=True):
        eje.imshow(imagen.reshape(28, 28), cmap="gray", vmin=0, vmax=1)
        eje.axis("off")
    plt.show()


# %% [markdown]
# ## Autoencoder multicapa

# %%
multicapa = keras.Sequential(
    [
        keras.Input((784,)),
        layers.Dense(128, activation="relu"),
        layers.Dense(64, activation="relu"),
        layers.Dense(32, activation="relu"),
        layers.Dense(64, activation="relu"),
        layers.Dense(128, activation="relu"),
        layers.Dense(784, activation="sigmoid"),
    ]
)
multicapa.compile(optimizer="adam", loss=costo)
multicapa.fit(x_train, x_train, epochs=8, batch_size=256, verbose=2)

# %%
reconstruidas = multicapa.predict(x_test, verbose=0)
print("MSE:", np.mean(np.square(x_test - reconstruidas)))
mostrar(x_test, reconstruidas)


# %% [markdown]
# ## Autoencoder regularizado con L1


# %%
def l1(activaciones: Any) -> Any:
    """λ Σ|a|, sumado sobre las unidades y promediado sobre las muestras (Keras divide por ellas)."""
    return 0.1 * ops.sum(ops.abs(activaciones))


entrada = keras.Input((784,))
codigo = layers.Dense(64, activation="relu", activity_regularizer=l1)(entrada)
encoder_l1 = keras.Model(entrada, codigo)
autoencoder_l1 = keras.Model(entrada, layers.Dense(784, activation="sigmoid")(codigo))
autoencoder_l1.compile(optimizer="adam", loss=costo)
autoencoder_l1.fit(x_train, x_train, epochs=8, batch_size=256, verbose=2)

# %%
activaciones = encoder_l1.predict(x_test, verbose=0)
print("activaciones en cero:", np.mean(activaciones < 1e-3))
plt.hist(activaciones.ravel(), bins=50)
plt.title("Activaciones de la capa oculta")
plt.show()

# %% [markdown]
# ## Autoencoder regularizado con la divergencia KL


# %%
class ConKL(keras.Model):  # type: ignore[misc]
    """h = f(Wx + b), x̂ = g(Wh + b) con sigmoides, y Σ KL(ρ || ρ̂) sobre el promedio de cada lote."""

    def __init__(self, rho: float = 0.05) -> None:
        super().__init__()
        self.rho = rho
        self.encoder = layers.Dense(64, activation="sigmoid")
        self.decoder = layers.Dense(784, activation="sigmoid")

    def call(self, x: Any) -> Any:
        """Reconstruye, y agrega la divergencia a la pérdida."""
        h = self.encoder(x)
        rho, media = self.rho, ops.mean(h, axis=0)
        self.add_loss(ops.sum(rho * ops.log(rho / media) + (1 - rho) * ops.log((1 - rho) / (1 - media))))
        return self.decoder(h)


# %%
autoencoder_kl = ConKL()
autoencoder_kl.compile(optimizer="adam", loss=costo)
autoencoder_kl.fit(x_train, x_train, epochs=10, batch_size=256, verbose=2)

# %%
activaciones_kl = autoencoder_kl.encoder(x_test).numpy()
print("activación media:", activaciones_kl.mean())
plt.hist(activaciones_kl.mean(axis=0), bins=30)
plt.title("Activación media de cada neurona")
plt.show()
