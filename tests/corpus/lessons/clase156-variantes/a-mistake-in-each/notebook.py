# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#       jupytext_version: 1.19.6
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Clase 156 · Variantes: apilado, pesos atados, PCA y pérdidas
#
# **Nombre y apellido:** Joaquín Ferreyra
#
# Cuatro partes de 20 puntos cada una, en este mismo notebook. Puede entregar solo algunas: las que falten figuran como
# no entregadas y no estropean las demás.
#
# | parte | qué hay que entregar | nombre que se espera | puntos |
# |---|---|---|---|
# | 1 · apilado | un autoencoder **profundo y simétrico**, entrenado de una sola vez, y reconstrucciones junto a sus originales | `ae_apilado` | 20 |
# | 2 · pesos atados | un autoencoder cuyo decoder usa el **kernel transpuesto** del encoder, su número de parámetros frente al de uno sin atar, y reconstrucciones | `ae_atado` | 20 |
# | 3 · AE contra PCA | un autoencoder **lineal** y uno **no lineal** del mismo ancho, comparados con PCA por MSE, por ángulos principales y en una figura | `ae_lineal`, `ae_no_lineal` | 20 |
# | 4 · BCE contra MSE | **la misma red** entrenada una vez con cada pérdida, el MSE de las dos y una figura con ambas | `ae_bce`, `ae_mse` | 20 |
#
# Los nombres de la tabla ayudan a encontrar cada modelo, pero otros también sirven, y se puede reutilizar un mismo
# nombre: cada modelo se mira tal como quedó al final de la celda que lo entrenó.
#
# Complete las celdas marcadas con `# TU CÓDIGO AQUÍ` (reemplace los `...`). Puede agregar celdas y cambiar lo que
# quiera: lo que se califica es el modelo entrenado, no la forma del código. Antes de entregar, reinicie el kernel y
# ejecute todo de arriba abajo.

# %%
import keras
import matplotlib.pyplot as plt
import numpy as np
from keras import layers
from scipy.linalg import subspace_angles
from sklearn.decomposition import PCA

keras.utils.set_random_seed(156)

# %% [markdown]
# ## Los datos
# MNIST trae 60 000 imágenes de entrenamiento y 10 000 de test, de 28×28 píxeles entre 0 y 255. Esta celda ya está lista:
# deja cada imagen como una fila de 784 números entre 0 y 1.
#
# Entrene siempre con las imágenes de entrenamiento. Las de test quedan para medir y para dibujar.
#
# Otra escala u otra forma también sirven (entre −1 y 1, por ejemplo): el error se compara siempre en la escala de 0 a 1.

# %%
(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train = x_train.reshape(-1, 784).astype("float32") / 255
x_test = x_test.reshape(-1, 784).astype("float32") / 255

print("entrenamiento:", x_train.shape, " test:", x_test.shape)

# %% [markdown]
# Un error solo dice poco. Estos son los MSE por píxel en test con los que se puede comparar:
#
# | sin ninguna red | MSE |
# |---|---|
# | dibujar siempre la imagen promedio | 0,067 |
# | PCA con 16 componentes | 0,0269 |
# | PCA con 32 componentes | 0,0168 |
# | PCA con 64 componentes | 0,0090 |

# %% [markdown]
# ## Parte 1 · Autoencoder apilado
#
# Varias capas de cada lado del código: el decoder repite los anchos del encoder en orden inverso. Todo se entrena junto,
# con un solo `fit`. Muestre unas diez imágenes de test y, debajo de cada una, su reconstrucción.
#
# *Se mira* que haya al menos una capa oculta antes del código y otra después, que los anchos sean simétricos, que el
# código sea más chico que la imagen, que el modelo esté entrenado, su MSE en test frente al de la imagen promedio, y que
# la figura muestre originales y reconstrucciones.
#
# *Pistas*
# - 784-256-64-256-784 o 784-128-64-32-64-128-784 alcanzan, con `relu` adentro y `sigmoid` a la salida.
# - Cinco épocas con `batch_size=128` dejan atrás a PCA con 64 componentes. El mismo número de épocas con lotes más
#   grandes da menos pasos, y por eso un error mayor.
# - Un código con `sigmoid` y MSE aprende mucho más despacio que uno con `relu` o sin activación.

# %%
# normalizo las imágenes antes de entrenar
imagenes_train = x_train.astype("float32") / 255.0
imagenes_test = x_test.astype("float32") / 255.0

entrada = keras.Input(shape=(784,))
x = layers.Dense(256, activation="relu")(entrada)
x = layers.Dense(128, activation="relu")(x)
codigo = layers.Dense(64, activation="relu", name="codigo")(x)
x = layers.Dense(128, activation="relu")(codigo)
x = layers.Dense(256, activation="relu")(x)
salida = layers.Dense(784, activation="sigmoid")(x)

ae_apilado = keras.Model(entrada, salida, name="ae_apilado")
ae_apilado.compile(optimizer="adam", loss="mse")
ae_apilado.summary()
ae_apilado.fit(imagenes_train, imagenes_train, epochs=5, batch_size=128, verbose=2)

# %%
reconstruidas = ae_apilado.predict(imagenes_test, batch_size=512, verbose=0)
mse_apilado = np.mean((imagenes_test - reconstruidas) ** 2)
print(f"MSE en test: {mse_apilado:.6f} (imagen promedio: 0.067)")

fig, ejes = plt.subplots(2, 10, figsize=(12, 2.8))
for i in range(10):
    ejes[0, i].imshow(imagenes_test[i].reshape(28, 28), cmap="gray")
    ejes[1, i].imshow(reconstruidas[i].reshape(28, 28), cmap="gray")
    ejes[0, i].axis("off")
    ejes[1, i].axis("off")
fig.suptitle("Originales (arriba) y reconstrucciones (abajo)")
plt.show()


# %% [markdown]
# ## Parte 2 · Pesos atados
#
# Un autoencoder 784 → 64 → 784 con un solo kernel W: el encoder calcula con W, y el decoder con W transpuesta. Imprima
# cuántos parámetros tiene y cuántos tendría con dos kernels. Muestre también reconstrucciones junto a sus originales.
#
# *Se mira* que los pesos del decoder **sean** los del encoder (en los pesos mismos y en el número de parámetros, no en el
# nombre de la capa), que el modelo esté entrenado, su MSE en test, que el número de parámetros esté impreso, y la figura.
#
# *Pistas*
# - Hace falta una capa propia: recibe la capa `Dense` del encoder, crea en `build` solo su sesgo, de 784 números, y en
#   `call` multiplica con `keras.ops.matmul` por `keras.ops.transpose(densa.kernel)`.
# - Copiar los pesos con `set_weights`, o empezar los dos lados con valores iguales, no los ata: al primer paso del
#   entrenamiento se separan.
# - `ae_atado.count_params()` cuenta cada peso una vez. Con W compartida son 784 · 64 + 64 + 784; sin atar, 784 · 64 más.
# - La mitad de los parámetros aprende más despacio: déjele unas diez épocas con `batch_size=128`.

# %%
class DensaTranspuesta(layers.Layer):
    """Multiplica por el kernel transpuesto de otra capa Dense y suma su propio sesgo."""

    def __init__(self, densa, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.densa = densa
        self.activation = keras.activations.get(activation)

    def build(self, input_shape):
        # W transpuesta, se calcula una sola vez para no repetirla en cada lote
        self.kernel_t = keras.ops.transpose(self.densa.kernel)
        self.sesgo = self.add_weight(shape=(784,), initializer="zeros", name="sesgo")

    def call(self, x):
        return self.activation(keras.ops.matmul(x, self.kernel_t) + self.sesgo)


entrada = keras.Input(shape=(784,))
densa = layers.Dense(64, activation="relu", name="encoder")
codigo = densa(entrada)
salida = DensaTranspuesta(densa, activation="sigmoid", name="decoder_atado")(codigo)

ae_atado = keras.Model(entrada, salida, name="ae_atado")
ae_atado.compile(optimizer="adam", loss="mse")
ae_atado.fit(x_train, x_train, epochs=10, batch_size=128, verbose=2)

# %%
con_atar = ae_atado.count_params()
sin_atar = 784 * 64 + 64 + 64 * 784 + 784
print("parámetros con pesos atados:", con_atar)
print("parámetros sin atar:        ", sin_atar)
print(f"se ahorra el {100 * (1 - con_atar / sin_atar):.1f} %")

reconstruidas = ae_atado.predict(x_test, batch_size=512, verbose=0)
print(f"MSE en test: {np.mean((x_test - reconstruidas) ** 2):.4f}")

fig, ejes = plt.subplots(2, 10, figsize=(12, 2.8))
for i in range(10):
    ejes[0, i].imshow(x_test[i].reshape(28, 28), cmap="gray", vmin=0, vmax=1)
    ejes[1, i].imshow(reconstruidas[i].reshape(28, 28), cmap="gray", vmin=0, vmax=1)
    ejes[0, i].axis("off")
    ejes[1, i].axis("off")
fig.suptitle("Pesos atados: originales (arriba) y reconstrucciones (abajo)")
plt.show()

# %% [markdown]
# ## Parte 3 · AE contra PCA
#
# Elija un ancho de 16 a 32. Entrene con MSE un autoencoder **lineal** de ese ancho y otro **no lineal** con un código del
# mismo ancho, y ajuste `PCA` con igual número de componentes. Con las imágenes de test, imprima el MSE de los tres y el
# menor coseno de los ángulos principales entre las filas del decoder lineal y las componentes de PCA. Dibuje originales,
# PCA, lineal y no lineal en una misma figura.
#
# *Se mira* que el lineal no tenga ninguna activación, que las filas de su decoder generen el mismo subespacio que PCA, que
# su MSE sea casi el de PCA, que el no lineal, con un código del mismo ancho, tenga un MSE menor que el de PCA, y que los
# errores estén impresos.
#
# *Pistas*
# - Lineal quiere decir sin activación **en ninguna parte**, tampoco a la salida: una `sigmoid` final ya no es PCA. Un
#   error menor que el de PCA avisa que algo no es lineal.
# - PCA resta la media. Deje los sesgos de las dos capas, o reste usted la imagen promedio. Sin una cosa ni la otra, una
#   de las direcciones se gasta en la media.
# - El MSE llega antes que el subespacio. Con sesgos y datos sin centrar, a las cinco épocas de `batch_size=256` el MSE ya
#   es casi el de PCA y el menor coseno anda por 0,5; con ocho épocas de `batch_size=128` pasa de 0,99.
# - Son las **filas del decoder**, `kernel` de forma (ancho, 784), las que generan el subespacio; las columnas del encoder
#   no tienen por qué. `np.cos(subspace_angles(kernel.T, pca.components_.T)).min()` da el menor coseno.
# - No compare fila con componente: cualquier base del mismo subespacio sirve.
# - El no lineal necesita capas ocultas con `relu` de los dos lados, por ejemplo 784-128-16-128-784.

# %%
ancho = 16

# PCA resta la media, así que se la resto también a las imágenes y dejo las dos capas sin sesgo
media = x_train.mean()
centradas_train = x_train - media
centradas_test = x_test - media

entrada = keras.Input(shape=(784,))
codigo = layers.Dense(ancho, use_bias=False, name="codigo_lineal")(entrada)
salida = layers.Dense(784, use_bias=False, name="decoder_lineal")(codigo)

ae_lineal = keras.Model(entrada, salida, name="ae_lineal")
ae_lineal.compile(optimizer="adam", loss="mse")
ae_lineal.fit(centradas_train, centradas_train, epochs=8, batch_size=128, verbose=2)

# %%
entrada = keras.Input(shape=(784,))
x = layers.Dense(128, activation="relu")(entrada)
codigo = layers.Dense(ancho, name="codigo_no_lineal")(x)
x = layers.Dense(128, activation="relu")(codigo)
salida = layers.Dense(784, activation="sigmoid")(x)

ae_no_lineal = keras.Model(entrada, salida, name="ae_no_lineal")
ae_no_lineal.compile(optimizer="adam", loss="mse")
ae_no_lineal.fit(x_train, x_train, epochs=6, batch_size=128, verbose=2)

# %%
pca = PCA(n_components=ancho, random_state=0).fit(x_train)

rec_pca = pca.inverse_transform(pca.transform(x_test))
rec_lineal = ae_lineal.predict(centradas_test, batch_size=512, verbose=0) + media
rec_no_lineal = ae_no_lineal.predict(x_test, batch_size=512, verbose=0)

for nombre, rec in (("PCA", rec_pca), ("AE lineal", rec_lineal), ("AE no lineal", rec_no_lineal)):
    print(f"{nombre:13s} MSE en test {np.mean((x_test - rec) ** 2):.4f}")

# las filas del decoder lineal, kernel de forma (ancho, 784)
kernel = ae_lineal.get_layer("decoder_lineal").get_weights()[0]
cosenos = np.cos(subspace_angles(kernel.T, pca.components_.T))
print("cosenos de los ángulos principales:", cosenos.round(3))
print(f"menor coseno: {cosenos.min():.3f}")

# %%
filas = [("original", x_test), ("PCA", rec_pca), ("lineal", rec_lineal), ("no lineal", rec_no_lineal)]

fig, ejes = plt.subplots(4, 10, figsize=(12, 5))
for f, (nombre, imagenes) in enumerate(filas):
    for i in range(10):
        ejes[f, i].imshow(imagenes[i].reshape(28, 28), cmap="gray", vmin=0, vmax=1)
        ejes[f, i].set_xticks([])
        ejes[f, i].set_yticks([])
    ejes[f, 0].set_ylabel(nombre)
plt.tight_layout()
plt.show()


# %% [markdown]
# ## Parte 4 · BCE contra MSE
#
# La misma red dos veces, con los mismos anchos y las mismas épocas: una compilada con `binary_crossentropy` y otra con
# `mse`. Imprima el MSE en test de las dos y dibuje, en **una** figura, originales y ambas reconstrucciones.
#
# *Se mira* que cada red esté entrenada con la pérdida que le toca, su MSE en test, y que el notebook las compare: con la
# misma medida impresa, o en una figura con los originales y las dos reconstrucciones.
#
# *Pistas*
# - Construya la red en una función y llámela dos veces. Si vuelve a compilar el mismo modelo, el segundo entrenamiento
#   sigue donde terminó el primero y no hay comparación.
# - Repita `keras.utils.set_random_seed(...)` antes de cada una, y las dos empiezan con los mismos pesos.
# - Los valores de las dos pérdidas no se comparan entre sí: la BCE de una copia perfecta no es cero si hay grises. Mida a
#   las dos con la misma vara.
# - La BCE pide una salida entre 0 y 1 (`sigmoid`) e imágenes entre 0 y 1.

# %%
def construir_red(nombre):
    entrada = keras.Input(shape=(784,))
    x = layers.Dense(128, activation="relu")(entrada)
    codigo = layers.Dense(32)(x)
    x = layers.Dense(128, activation="relu")(codigo)
    salida = layers.Dense(784, activation="sigmoid")(x)
    return keras.Model(entrada, salida, name=nombre)


def entrenar(red, perdida="binary_crossentropy", epocas=6):
    red.compile(optimizer="adam", loss=perdida)
    red.fit(x_train, x_train, epochs=epocas, batch_size=128, verbose=2)
    return red


keras.utils.set_random_seed(156)
ae_bce = entrenar(construir_red("binary_crossentropy"))

# %%
# otra vez la misma semilla, para que las dos empiecen con los mismos pesos
keras.utils.set_random_seed(156)
ae_mse = entrenar(construir_red("mse"))

# %%
rec_bce = ae_bce.predict(x_test, batch_size=512, verbose=0)
rec_mse = ae_mse.predict(x_test, batch_size=512, verbose=0)

# las dos con la misma vara
print(f"entrenada con BCE: MSE en test {np.mean((x_test - rec_bce) ** 2):.4f}")
print(f"entrenada con MSE: MSE en test {np.mean((x_test - rec_mse) ** 2):.4f}")

fig, ejes = plt.subplots(3, 10, figsize=(12, 3.9))
for f, (nombre, imagenes) in enumerate((("original", x_test), ("BCE", rec_bce), ("MSE", rec_mse))):
    for i in range(10):
        ejes[f, i].imshow(imagenes[i].reshape(28, 28), cmap="gray", vmin=0, vmax=1)
        ejes[f, i].set_xticks([])
        ejes[f, i].set_yticks([])
    ejes[f, 0].set_ylabel(nombre)
plt.tight_layout()
plt.show()

# %% [markdown]
# ## Antes de entregar
# Esta celda no califica: solo avisa qué nombres no encuentra. Si usó otros, no le haga caso.

# %%
pendientes = [
    nombre
    for nombre in ("ae_apilado", "ae_atado", "ae_lineal", "ae_no_lineal", "ae_bce", "ae_mse")
    if globals().get(nombre, ...) is ...
]
print("Falta completar:", ", ".join(pendientes) or "nada")

# %% [markdown]
# ## Conclusiones
# El no lineal reconstruye mejor que PCA con los mismos 16 números porque puede doblar el espacio, y el lineal se queda en
# el mismo error que PCA. Atar los pesos ahorra casi la mitad de los parámetros a cambio de un error un poco mayor. Entre
# BCE y MSE no se ve diferencia: partiendo de los mismos pesos, las dos llegan a lo mismo.
