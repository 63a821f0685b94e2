# ---
# jupyter:
#   grader:
#     assignment: metodos-generativos
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Métodos Generativos · Cinco autoencoders
#
# **Nombre y apellido:** *(complete aquí)*
#
# Cinco tareas en este mismo notebook. Puede entregar solo algunas: las que falten figuran como no entregadas y no
# estropean las demás.
#
# | tarea | qué hay que entregar | nombre que se espera | puntos |
# |---|---|---|---|
# | 1 · vanilla | un autoencoder de **una sola** capa oculta; el factor de compresión y el MSE impresos, y una figura | `ae_vanilla` | 20 |
# | 2 · convolucional | un autoencoder que **achica** la imagen con convoluciones, y una figura | `ae_convolucional` | 20 |
# | 3 · capa de ruido gaussiano | un denoising con el ruido **dentro** del modelo, activo solo al entrenar, y una figura | `ae_ruido_gaussiano` | 20 |
# | 4 · sal y pimienta | un denoising entrenado con pares dañada → limpia, el MSE antes y después, y una figura | `ae_sal_pimienta` | 20 |
# | 5 · apilado | en Fashion-MNIST, cada capa entrenada **por separado**, después apiladas y ajustadas juntas, y una figura | `ae_capas` | 20 |
#
# Los nombres de la tabla ayudan a encontrar cada modelo, pero otros también sirven: cada modelo se mira tal como quedó
# al final de la celda que lo entrenó.
#
# Complete las celdas marcadas con `# TU CÓDIGO AQUÍ` (reemplace los `...`). Puede agregar celdas y cambiar lo que
# quiera: lo que se califica es el modelo entrenado, no la forma del código. Antes de entregar, reinicie el kernel y
# ejecute todo de arriba abajo.

# %%
import keras
import matplotlib.pyplot as plt
import numpy as np
from keras import layers

keras.utils.set_random_seed(2025)

# %% [markdown]
# ## Los datos
# MNIST para las tareas 1 a 4 y Fashion-MNIST para la 5: 60 000 imágenes de entrenamiento y 10 000 de test cada uno. Esta
# celda ya está lista: deja cada imagen como una fila de 784 números entre 0 y 1.
#
# Entrene siempre con las imágenes de entrenamiento. Las de test quedan para medir y para dibujar. Si su máquina es
# lenta, use 20 000 imágenes de entrenamiento y más épocas en las tareas 1 a 4.
#
# Otra escala u otra forma también sirven (entre −1 y 1, por ejemplo): el error se compara siempre en la escala de 0 a 1.


# %%
def en_filas(imagenes):
    return imagenes.reshape(-1, 784).astype("float32") / 255


(x_train, _), (x_test, _) = keras.datasets.mnist.load_data()
x_train, x_test = en_filas(x_train), en_filas(x_test)

(ropa_train, _), (ropa_test, _) = keras.datasets.fashion_mnist.load_data()
ropa_train, ropa_test = en_filas(ropa_train), en_filas(ropa_test)

print("entrenamiento:", x_train.shape, " test:", x_test.shape)

# %% [markdown]
# Para saber si un modelo aprendió algo hace falta con qué compararlo. Estos son los MSE por píxel en test:
#
# | sin ninguna red | MNIST | Fashion-MNIST |
# |---|---|---|
# | dibujar siempre la imagen promedio | 0,067 | 0,087 |
# | PCA con 32 componentes | 0,017 | |
# | PCA con 64 componentes | 0,0090 | 0,0104 |
# | sal y pimienta en el 30 % de los píxeles, tal cual | 0,145 | |
# | lo mismo, después de un filtro de mediana de 3×3 | 0,027 | |

# %% [markdown]
# ## Tarea 1 · Autoencoder vanilla
#
# Una sola capa oculta: de 784 a 32 y de 32 a 784. Imprima cuántos números entran por cada uno que sale del encoder (el
# factor de compresión) y el MSE en test. Muestre unas diez imágenes de test y, debajo, su reconstrucción.
#
# *Se mira* que haya una única capa oculta y que sea más angosta que la imagen, que el modelo esté entrenado, su MSE
# frente al de PCA con 32 componentes, los dos números impresos, y la figura.
#
# *Pistas*
# - La capa oculta **es** el código: no lleva otras capas antes ni después. Con más capas ya es un autoencoder multicapa.
# - El factor de compresión compara cantidades de números: 784 dividido por el ancho del código. Los pesos no cuentan.
# - La última activación tiene que poder dar valores entre 0 y 1: `sigmoid`. La entrada y el objetivo de `fit` son las
#   mismas imágenes, sin etiquetas.

# %%
ae_vanilla = ...  # TU CÓDIGO AQUÍ: construya, compile y entrene

# %%
# TU CÓDIGO AQUÍ: el factor de compresión, el MSE en test, originales y reconstrucciones

# %% [markdown]
# ## Tarea 2 · Autoencoder convolucional
#
# Un encoder con convoluciones que achican la imagen y un decoder que la agranda de nuevo, como un espejo. Muestre
# imágenes de test junto a sus reconstrucciones.
#
# *Se mira* que el modelo use convoluciones, que el código tenga menos de 784 valores, su MSE en test y la figura.
#
# *Pistas*
# - `Conv2D(..., strides=2, padding="same")` lleva 28 a 14 y 14 a 7; también sirve `MaxPooling2D`. Después, `Flatten` y
#   una `Dense` chica.
# - Cuente los valores del código: un mapa de 7×7 con 32 filtros tiene 1568, **el doble** que la imagen, y no comprime nada.
# - De vuelta: `Dense(7 * 7 * 32)`, `Reshape((7, 7, 32))` y dos `Conv2DTranspose` con `strides=2`, o `UpSampling2D` y `Conv2D`.
# - Las convoluciones quieren un canal: empiece con `layers.Reshape((28, 28, 1))` o use `x_train.reshape(-1, 28, 28, 1)`.
# - Son lentas sin GPU. Con 20 000 imágenes, `batch_size=64` y unas 8 épocas alcanza.

# %%
ae_convolucional = ...  # TU CÓDIGO AQUÍ: construya, compile y entrene

# %%
# TU CÓDIGO AQUÍ: originales y reconstrucciones

# %% [markdown]
# ## Tarea 3 · Denoising con una capa de ruido gaussiano
#
# Ponga una capa `layers.GaussianNoise` al comienzo del encoder y entrene con la imagen **limpia** como entrada y como
# objetivo: el ruido lo agrega el modelo. Después ensucie imágenes de test con NumPy, páselas por el modelo e imprima el
# MSE antes y después. Muestre original, con ruido y reconstruida.
#
# *Se mira* que el ruido esté dentro del modelo y se apague al predecir, cuánto baja el error con un ruido nuevo, y la
# figura.
#
# *Pistas*
# - `fit` y `predict` saben cuándo corresponde el ruido: no pase `training=True` al llamar la capa, o seguirá activo.
# - Keras no acepta una desviación mayor que 1. Aquí 0,5 está bien.
# - Al predecir, la capa no hace nada. Si dibuja las predicciones de imágenes limpias, no muestra ningún denoising.
# - `rng.normal(x.shape)` **no** da un ruido con la forma de `x`: toma la forma como media y devuelve un número por eje.
#   Lo que hace falta es `rng.normal(scale=0.5, size=x.shape)`.

# %%
ae_ruido_gaussiano = ...  # TU CÓDIGO AQUÍ: construya, compile y entrene

# %%
rng = np.random.default_rng(2025)

# TU CÓDIGO AQUÍ: imágenes de test con ruido, el MSE antes y después, y la figura

# %% [markdown]
# ## Tarea 4 · Denoising de sal y pimienta
#
# Dañe el 30 % de los píxeles de cada imagen: unos pasan a 0 y otros a 1 (o todos a 0, como dice la clase). Entrene con la
# imagen dañada como entrada y la limpia como objetivo. Imprima el MSE antes y después, y muestre dañada, reconstruida y
# limpia.
#
# *Se mira* que el modelo se haya entrenado con pares dañada → limpia, cuánto baja el error con un daño nuevo del mismo
# tipo, y la figura.
#
# *Pistas*
# - Cada imagen lleva sus propios píxeles dañados: sortee con `size=x.shape`, y no una sola máscara para todas.
# - Trabaje sobre una copia. `ruidosa = x_train` y después `ruidosa[mascara] = 0` daña también los objetivos.
# - El daño va solo en la entrada. Si también está en el objetivo, el modelo aprende a dibujarlo.

# %%
ae_sal_pimienta = ...  # TU CÓDIGO AQUÍ: dañe las imágenes, construya, compile y entrene

# %%
# TU CÓDIGO AQUÍ: el MSE antes y después; dañada, reconstruida y limpia

# %% [markdown]
# ## Tarea 5 · Autoencoder apilado, capa por capa, en Fashion-MNIST
#
# Va a construir 784 → 256 → 64 → 256 → 784 en tres pasos:
#
# 1. Entrene solo un autoencoder 784-256-784 con las imágenes.
# 2. Entrene solo un autoencoder 256-64-256 con los **códigos** que el primero da para las imágenes de entrenamiento.
# 3. Apile las cuatro capas, con los pesos que ya tienen, y ajuste todo junto con las imágenes.
#
# Imprima el MSE en test antes y después del ajuste, y muestre imágenes de test junto a sus reconstrucciones.
#
# *Se mira* que cada capa se haya entrenado por separado, que los pesos hayan pasado al modelo apilado, que el ajuste baje
# el error, el MSE final frente al de PCA con 64 componentes, y la figura.
#
# *Pistas*
# - Entrenar desde cero las cuatro capas a la vez es un autoencoder profundo, y no es lo que se pide aquí.
# - Para apilar, lo más simple es usar las **mismas** capas en el modelo nuevo. Con `set_weights` también se puede;
#   con capas nuevas y nada más, lo aprendido se pierde.
# - El segundo autoencoder reconstruye códigos, que no están entre 0 y 1: una salida `sigmoid` no puede alcanzarlos. Con
#   códigos de `relu`, que son positivos, `softplus` sirve.
# - Mida el error **antes** del ajuste final: después ya no hay con qué comparar.

# %%
capa_1 = ...  # TU CÓDIGO AQUÍ: el autoencoder 784-256-784, entrenado con las imágenes

# %%
capa_2 = ...  # TU CÓDIGO AQUÍ: el autoencoder 256-64-256, entrenado con los códigos del primero

# %%
ae_capas = ...  # TU CÓDIGO AQUÍ: apile, imprima el MSE, ajuste todo junto y vuelva a imprimirlo

# %%
# TU CÓDIGO AQUÍ: originales y reconstrucciones

# %% [markdown]
# ## Antes de entregar
# Esta celda no califica: solo avisa qué nombres no encuentra. Si usó otros, no le haga caso.

# %%
pendientes = [
    nombre
    for nombre in ("ae_vanilla", "ae_convolucional", "ae_ruido_gaussiano", "ae_sal_pimienta", "ae_capas")
    if globals().get(nombre, ...) is ...
]
print("Falta completar:", ", ".join(pendientes) or "nada")

# %% [markdown]
# ## Conclusiones
# *(Dos o tres oraciones: ¿qué aprende un autoencoder al que se le muestra ruido y uno al que no se le muestra?)*
