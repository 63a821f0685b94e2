# ---
# jupyter:
#   grader:
#     assignment: unidad-5
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Unidad 5 al pie de la letra: de §5.1 a §5.3
#
# El autoencoder profundo, su vista con t-SNE, el detector, que saca el umbral de la misma mezcla que juzga, y el
# denoising, que vuelve a entrenar el mismo objeto. Menos épocas que las 50 del apunte.

# %%
"""El autoencoder de la unidad 5 y sus tres aplicaciones, tal como están impresos."""

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from numpy.typing import NDArray
from sklearn.manifold import TSNE
from tensorflow.keras import Input, Model, Sequential, utils
from tensorflow.keras.datasets import mnist
from tensorflow.keras.layers import Dense

utils.set_random_seed(0)

# %%
(x_train, _), (x_test, y_test) = mnist.load_data()
x_train = x_train.reshape((len(x_train), 784)).astype("float32") / 255.0
x_test = x_test.reshape((len(x_test), 784)).astype("float32") / 255.0

# %%
encoder = Sequential(
    [
        Input(shape=(784,)),
        Dense(256, activation="relu"),
        Dense(128, activation="relu"),
        Dense(32, activation="relu"),
    ],
    name="encoder",
)
decoder = Sequential(
    [
        Input(shape=(32,)),
        Dense(128, activation="relu"),
        Dense(256, activation="relu"),
        Dense(784, activation="sigmoid"),
    ],
    name="decoder",
)
entrada = Input(shape=(784,))
autoencoder = Model(entrada, decoder(encoder(entrada)), name="autoencoder")
autoencoder.compile(optimizer="adam", loss="mse")

# %%
historia = autoencoder.fit(
    x_train, x_train, epochs=8, batch_size=256, shuffle=True, validation_data=(x_test, x_test), verbose=2
)

# %%
reconstruidas = autoencoder.predict(x_test, verbose=0)

plt.figure(figsize=(20, 4))
for i in range(10):
    for fila, imagenes in enumerate((x_test, reconstruidas)):
        eje = plt.subplot(2, 10, 10 * fila + i + 1)
        plt.imshow(imagenes[i].reshape(28, 28), cmap="gray")
        eje.axis("off")
plt.show()

# %% [markdown]
# ## Reducción de dimensionalidad (§5.3)

# %%
codigos = encoder.predict(x_test, verbose=0)
print(f"Dimensión original: {x_test.shape[1]}, dimensión latente: {codigos.shape[1]}")

en_el_plano = TSNE(n_components=2, random_state=42).fit_transform(codigos[:1000])

plt.figure(figsize=(10, 8))
plt.scatter(en_el_plano[:, 0], en_el_plano[:, 1], c=y_test[:1000], cmap="tab10")
plt.colorbar()
plt.title("Espacio Latente del Autoencoder")
plt.show()


# %% [markdown]
# ## Detección de anomalías (§5.3)


# %%
def detectar_anomalias(
    autoencoder: Any, datos: NDArray[np.float32], umbral: float | None = None
) -> tuple[NDArray[np.bool_], NDArray[np.float32]]:
    """Anomalía: un error de reconstrucción mayor que el umbral."""
    reconstrucciones = autoencoder.predict(datos, verbose=0)
    errores = np.mean(np.square(datos - reconstrucciones), axis=1)
    if umbral is None:
        umbral = float(np.mean(errores) + 2 * np.std(errores))
    return errores > umbral, errores


# %%
datos_normales = x_test[:100]
datos_anomalos = np.random.random((100, 784)).astype("float32")
todos_datos = np.vstack([datos_normales, datos_anomalos])

es_anomalia, errores = detectar_anomalias(autoencoder, todos_datos)

print(f"Anomalías detectadas en datos normales: {es_anomalia[:100].sum()}")
print(f"Anomalías detectadas en datos anómalos: {es_anomalia[100:].sum()}")

# %% [markdown]
# ## Eliminación de ruido (§5.3)

# %%
x_train_ruido = np.clip(x_train + 0.5 * np.random.normal(size=x_train.shape), 0.0, 1.0).astype("float32")
x_test_ruido = np.clip(x_test + 0.5 * np.random.normal(size=x_test.shape), 0.0, 1.0).astype("float32")

denoising_autoencoder = autoencoder
denoising_autoencoder.fit(
    x_train_ruido, x_train, epochs=5, batch_size=256, validation_data=(x_test_ruido, x_test), verbose=2
)

# %%
sin_ruido = denoising_autoencoder.predict(x_test_ruido, verbose=0)
