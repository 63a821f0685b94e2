# ---
# jupyter:
#   grader:
#     assignment: clase156-tarea
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Clase 156 · Tarea: un autoencoder que detecta lo que no es una camiseta
#
# **Nombre y apellido:** Marina Echeverri
#
# Un autoencoder que solo vio camisetas aprende a dibujar camisetas. Si le muestra una bota, la dibuja mal, y ese error
# delata que la imagen no es de las suyas. Con esa idea va a construir un detector de anomalías en Fashion-MNIST.

# %%
import keras
import matplotlib.pyplot as plt
import numpy as np
from keras import layers
from sklearn.metrics import roc_auc_score

keras.utils.set_random_seed(156)

# %% [markdown]
# ## Los datos
# Fashion-MNIST trae 60 000 imágenes de entrenamiento y 10 000 de test, de 28×28 píxeles entre 0 y 255, en diez clases.
# La clase 0 es T-shirt. Esta celda ya está lista: deja los píxeles entre 0 y 1 y agrega el eje del canal.
#
# Otra escala u otra forma también sirven (entre −1 y 1, por ejemplo): el error se compara siempre en la escala de 0 a 1.

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
print(camisetas.shape)

plt.figure(figsize=(10, 1.5))
for i in range(10):
    plt.subplot(1, 10, i + 1)
    plt.imshow(camisetas[i, :, :, 0], cmap="gray_r")
    plt.axis("off")
plt.show()

# %% [markdown]
# Usé `Sequential` para cada mitad. El código tiene 24 números: la imagen tiene 784, así que comprime unas 33 veces.

# %%
DIM_CODIGO = 24

encoder = keras.Sequential(
    [
        layers.Input((28, 28, 1)),
        layers.Conv2D(12, 3, strides=2, padding="same", activation="relu"),
        layers.Conv2D(24, 3, strides=2, padding="same", activation="relu"),
        layers.Flatten(),
        layers.Dense(DIM_CODIGO),
    ],
    name="encoder",
)

decoder = keras.Sequential(
    [
        layers.Input((DIM_CODIGO,)),
        layers.Dense(7 * 7 * 24, activation="relu"),
        layers.Reshape((7, 7, 24)),
        layers.UpSampling2D(),
        layers.Conv2D(12, 3, padding="same", activation="relu"),
        layers.UpSampling2D(),
        layers.Conv2D(1, 3, padding="same", activation="sigmoid"),
    ],
    name="decoder",
)

autoencoder = keras.Sequential([encoder, decoder], name="autoencoder")
autoencoder.summary()

# %%
autoencoder.compile(optimizer=keras.optimizers.Adam(0.002), loss="mse")
historia = autoencoder.fit(camisetas, camisetas, epochs=8, batch_size=64, verbose=2)

# %%
plt.figure(figsize=(5, 3))
plt.plot(historia.history["loss"], marker="o")
plt.xlabel("época")
plt.ylabel("MSE de entrenamiento")
plt.show()

# %% [markdown]
# ## Paso 2 · El error de cada imagen de test

# %%
reconstrucciones = autoencoder.predict(x_test, batch_size=256, verbose=0)
errores = np.mean((x_test - reconstrucciones) ** 2, axis=(1, 2, 3))

print("errores:", errores.shape)
print(f"MSE camisetas: {errores[es_camiseta].mean():.4f}")
print(f"MSE resto:     {errores[~es_camiseta].mean():.4f}")

# %% [markdown]
# ## Paso 3 · El histograma

# %%
bins = np.linspace(0, 0.12, 50)
plt.figure(figsize=(8, 4))
plt.hist(errores[es_camiseta], bins=bins, density=True, alpha=0.6, color="tab:green", label="T-shirt")
plt.hist(errores[~es_camiseta], bins=bins, density=True, alpha=0.6, color="tab:gray", label="no T-shirt")
plt.xlabel("MSE de reconstrucción")
plt.ylabel("densidad")
plt.title("Error de reconstrucción en test")
plt.legend()
plt.show()

# %% [markdown]
# ## Paso 4 · ROC-AUC
# El MSE es bajo en las camisetas, por eso va con signo menos.

# %%
auc = roc_auc_score(es_camiseta, -errores)

print("ROC-AUC:", auc)

# %% [markdown]
# ¿Qué clases se confunden más?

# %%
nombres = ["T-shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"]
for clase in range(1, 10):
    par = es_camiseta | (y_test == clase)
    auc_par = roc_auc_score(es_camiseta[par], -errores[par])
    print(f"{nombres[clase]:12s} MSE {errores[y_test == clase].mean():.4f}   AUC {auc_par:.3f}")

# %% [markdown]
# ## Antes de entregar
# Esta celda no califica: solo avisa qué nombres no encuentra. Si usó otros, no le haga caso.

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
# El detector separa casi perfecto el calzado y los bolsos. Las clases más difíciles son Shirt y Dress, que tienen la
# silueta de una camiseta: el autoencoder las dibuja casi igual de bien, y por eso los dos histogramas se tocan.
