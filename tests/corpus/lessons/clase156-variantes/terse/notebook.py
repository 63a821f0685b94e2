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
# **Nombre y apellido:** M. Quiroga
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
from keras import layers, ops
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

# %%
# entre -1 y 1, para las redes con tanh a la salida
s_train, s_test = 2 * x_train - 1, 2 * x_test - 1

def a01(s):
    return (s + 1) / 2

def mse(a, b):
    return np.mean((a - b) ** 2)

def ver(*filas):
    fig, ejes = plt.subplots(len(filas), 10, figsize=(10, 1.2 * len(filas)))
    for i, (nombre, imgs) in enumerate(filas):
        for j in range(10):
            ejes[i, j].imshow(imgs[j].reshape(28, 28), cmap="binary", vmin=0, vmax=1)
            ejes[i, j].axis("off")
        ejes[i, 0].set_title(nombre, fontsize=9, loc="left")
    plt.show()


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
e = keras.Input((784,))
h = layers.Dense(256, "elu")(e)
h = layers.Dense(128, "elu")(h)
z = layers.Dense(40)(h)
h = layers.Dense(128, "elu")(z)
h = layers.Dense(256, "elu")(h)
hondo = keras.Model(e, layers.Dense(784, "tanh")(h), name="hondo")
hondo.compile("adam", "mse")
hondo.fit(s_train, s_train, epochs=7, batch_size=128, validation_data=(s_test, s_test), verbose=2)

# %%
r_hondo = a01(hondo.predict(s_test, verbose=0))
print(f"MSE test (0 a 1): {mse(x_test, r_hondo):.4f}   imagen promedio: {mse(x_test, x_train.mean(0)):.4f}")
ver(("original", x_test), ("apilado", r_hondo))


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
class DensaAtada(layers.Dense):
    def __init__(self, densa, **kw):
        super().__init__(784, **kw)
        self.densa = densa

    def build(self, input_shape):
        # sin kernel propio
        self.bias = self.add_weight(name="bias", shape=(784,), initializer="zeros")

    def call(self, x):
        return self.activation(ops.matmul(x, ops.transpose(self.densa.kernel)) + self.bias)

e = keras.Input((784,))
densa = layers.Dense(64)
z = densa(e)
gemelo = keras.Model(e, DensaAtada(densa, activation="tanh")(z), name="gemelo")
gemelo.compile("adam", "mse")
gemelo.fit(s_train, s_train, epochs=12, batch_size=128, verbose=2)

# %%
r_gemelo = a01(gemelo.predict(s_test, verbose=0))
print("parámetros atado:", gemelo.count_params(), " sin atar:", gemelo.count_params() + 784 * 64)
print([(v.path, tuple(v.shape)) for v in gemelo.trainable_weights])
print(f"MSE test (0 a 1): {mse(x_test, r_gemelo):.4f}")
ver(("original", x_test), ("atado", r_gemelo))

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
ancho = 20
media = x_train.mean(0)
c_train, c_test = x_train - media, x_test - media

e = keras.Input((784,))
z = layers.Dense(ancho, use_bias=False)(e)
recta = keras.Model(e, layers.Dense(784, use_bias=False)(z), name="recta")
recta.compile("adam", "mse")
recta.fit(c_train, c_train, epochs=15, batch_size=128, verbose=2)

# %%
e = keras.Input((784,))
h = layers.Dense(128, "elu")(e)
z = layers.Dense(ancho)(h)
h = layers.Dense(128, "elu")(z)
curva = keras.Model(e, layers.Dense(784, "tanh")(h), name="curva")
curva.compile("adam", "mse")
curva.fit(s_train, s_train, epochs=10, batch_size=128, verbose=2)

# %%
pca = PCA(ancho, random_state=156).fit(x_train)
r_pca = pca.inverse_transform(pca.transform(x_test))
r_recta = recta.predict(c_test, verbose=0) + media
r_curva = a01(curva.predict(s_test, verbose=0))

print(f"MSE PCA       {mse(x_test, r_pca):.5f}")
print(f"MSE lineal    {mse(x_test, r_recta):.5f}")
print(f"MSE no lineal {mse(x_test, r_curva):.5f}")

kernel = recta.layers[-1].get_weights()[0]
print(f"menor coseno  {np.cos(subspace_angles(kernel.T, pca.components_.T)).min():.4f}")

# %%
ver(("original", x_test), ("PCA", r_pca), ("lineal", r_recta), ("no lineal", r_curva))


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
# acá va todo entre 0 y 1 por la BCE
def red(nombre):
    keras.utils.set_random_seed(156)
    e = keras.Input((784,))
    h = layers.Dense(200, "relu")(e)
    z = layers.Dense(32)(h)
    h = layers.Dense(200, "relu")(z)
    return keras.Model(e, layers.Dense(784, "sigmoid")(h), name=nombre)

cruzada = red("cruzada")
cruzada.compile("adam", "binary_crossentropy")
cruzada.fit(x_train, x_train, epochs=6, batch_size=128, verbose=2)

cuadrada = red("cuadrada")
cuadrada.compile("adam", "mse")
cuadrada.fit(x_train, x_train, epochs=6, batch_size=128, verbose=2)

# %%
r_cruzada, r_cuadrada = cruzada.predict(x_test, verbose=0), cuadrada.predict(x_test, verbose=0)
print(f"MSE test  con BCE: {mse(x_test, r_cruzada):.5f}   con MSE: {mse(x_test, r_cuadrada):.5f}")
ver(("original", x_test), ("BCE", r_cruzada), ("MSE", r_cuadrada))

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
#
# Con el mismo código de 20 números, la red no lineal puede curvar la superficie sobre la que proyecta y baja el MSE de
# PCA; la lineal solo encuentra el mismo subespacio que PCA. Atar ahorra 50 176 parámetros y aprende más despacio (hubo
# que darle más épocas).
