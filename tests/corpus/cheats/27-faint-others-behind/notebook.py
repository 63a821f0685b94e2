# %% [markdown]
# # Autoencoder convolucional para detectar camisetas
# Tarea de la clase 156. Ciro Luján
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
entrada = keras.Input(shape=(28, 28, 1))
h = layers.Conv2D(16, 3, strides=2, activation="relu", padding="same")(entrada)
h = layers.Conv2D(8, 3, strides=2, activation="relu", padding="same")(h)
codigo = layers.Conv2D(4, 3, strides=2, padding="same", name="codigo")(h)
h = layers.Conv2DTranspose(8, 3, strides=2, activation="relu", padding="same")(codigo)
h = layers.Cropping2D(((0, 1), (0, 1)))(h)
h = layers.Conv2DTranspose(16, 3, strides=2, activation="relu", padding="same")(h)
h = layers.Conv2DTranspose(16, 3, strides=2, activation="relu", padding="same")(h)
salida = layers.Conv2D(1, 3, activation="sigmoid", padding="same")(h)
autoencoder = keras.Model(entrada, salida)
autoencoder.compile(optimizer=keras.optimizers.Adam(2e-3), loss="mse")

# %% [markdown]
# Un poco de ruido en la entrada, para que aprenda a limpiar.

# %%
azar = np.random.default_rng(4)
ruido = x_train[azar.choice(np.flatnonzero(y_train != 0), len(camisetas), replace=False)]
con_ruido = np.clip(camisetas + 0.02 * ruido, 0, 1)
autoencoder.fit(con_ruido, camisetas, batch_size=64, epochs=8, verbose=2)

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
