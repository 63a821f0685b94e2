# %% [markdown]
# # Clase 156 · Tarea: un autoencoder que detecta lo que no es una camiseta
# **Nombre y apellido:** Agustín Leiva

# %%
import keras
import matplotlib.pyplot as plt
import numpy as np
from keras import layers
from sklearn.metrics import roc_auc_score

keras.utils.set_random_seed(156)

# %%
(x_train, y_train), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()
x_train = x_train[..., np.newaxis].astype("float32") / 255
x_test = x_test[..., np.newaxis].astype("float32") / 255
es_camiseta = y_test == 0

print("entrenamiento:", x_train.shape, " test:", x_test.shape, " camisetas en test:", es_camiseta.sum())

# %% [markdown]
# ## Paso 1 · El autoencoder

# %%
camisetas = x_train[y_train == 0]

# %%
entrada = keras.Input((28, 28, 1))
h = layers.Conv2D(16, 3, padding="same", activation="relu")(entrada)
h = layers.MaxPooling2D()(h)
h = layers.Conv2D(32, 3, padding="same", activation="relu")(h)
h = layers.MaxPooling2D()(h)
h = layers.Flatten()(h)
encoder = keras.Model(entrada, layers.Dense(32)(h), name="encoder")

codigo = keras.Input((32,))
h = layers.Dense(7 * 7 * 32, activation="relu")(codigo)
h = layers.Reshape((7, 7, 32))(h)
h = layers.Conv2DTranspose(16, 3, strides=2, padding="same", activation="relu")(h)
h = layers.Conv2DTranspose(1, 3, strides=2, padding="same", activation="sigmoid")(h)
decoder = keras.Model(codigo, h, name="decoder")

autoencoder = keras.Model(entrada, decoder(encoder(entrada)), name="autoencoder")

# %%
autoencoder.compile(optimizer="adam", loss="mse")
autoencoder.fit(
    camisetas,
    camisetas,
    epochs=12,
    batch_size=128,
    validation_split=0.1,
    callbacks=[keras.callbacks.EarlyStopping(patience=2, restore_best_weights=True)],
    verbose=2,
)


# %% [markdown]
# ## Paso 2 · El error de cada imagen

# %%
def error_por_imagen(x):
    residuo = x - autoencoder.predict(x, batch_size=500, verbose=0)
    return residuo.mean(axis=(1, 2, 3)) ** 2


errores = error_por_imagen(x_test)
print(errores.shape)

# %% [markdown]
# ## Paso 3 · Histograma

# %%
bins = np.linspace(0, np.percentile(errores, 99), 80)
plt.figure(figsize=(8, 4))
plt.hist(errores[es_camiseta], bins=bins, density=True, alpha=0.6, label="T-shirt")
plt.hist(errores[~es_camiseta], bins=bins, density=True, alpha=0.6, label="no T-shirt")
plt.xlabel("MSE de reconstrucción (hasta el percentil 99)")
plt.ylabel("densidad")
plt.legend()
plt.show()

# %% [markdown]
# ## Paso 4 · ROC-AUC

# %%
auc = roc_auc_score(es_camiseta, -errores)

print("ROC-AUC:", auc)

# %% [markdown]
# ## Conclusiones
# El error de las camisetas está pegado al cero y el del resto se extiende mucho más a la derecha. Las camisas y los
# pulóveres son las clases que más se mezclan, porque son prendas parecidas.
