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
# # Métodos Generativos · Cinco autoencoders
#
# **Nombre y apellido:** Lucía Barrenechea
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
ancho = 32

entrada = keras.Input(shape=(784,))
codigo = layers.Dense(ancho, activation="relu", name="codigo")(entrada)
salida = layers.Dense(784, activation="sigmoid", name="salida")(codigo)

# el encoder aparte solo se usa para sacar los códigos, no se entrena por su cuenta
encoder = keras.Model(entrada, codigo, name="encoder")
encoder.trainable = False

ae_vanilla = keras.Model(entrada, salida, name="ae_vanilla")
ae_vanilla.compile(optimizer="adam", loss="mse")
ae_vanilla.fit(x_train, x_train, epochs=10, batch_size=128, verbose=2)

# %%
codigos = encoder.predict(x_test, batch_size=512, verbose=0)
reconstruidas = ae_vanilla.predict(x_test, batch_size=512, verbose=0)

print("factor de compresión:", x_test.shape[1] / codigos.shape[1])
print(f"MSE en test: {np.mean((x_test - reconstruidas) ** 2):.4f}")


def mostrar(filas, titulo, n=10):
    fig, ejes = plt.subplots(len(filas), n, figsize=(1.2 * n, 1.35 * len(filas)))
    for f, (nombre, imagenes) in enumerate(filas):
        for i in range(n):
            ejes[f, i].imshow(imagenes[i].reshape(28, 28), cmap="gray", vmin=0, vmax=1)
            ejes[f, i].set_xticks([])
            ejes[f, i].set_yticks([])
        ejes[f, 0].set_ylabel(nombre)
    fig.suptitle(titulo)
    plt.show()


mostrar([("original", x_test), ("reconst.", reconstruidas)], "Autoencoder vanilla")

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
# las imágenes con su canal; 20 000 alcanzan
imagenes_train = x_train[:20000].reshape(-1, 1, 28, 28)
imagenes_test = x_test.reshape(-1, 1, 28, 28)

entrada = keras.Input(shape=(1, 28, 28))
x = layers.Reshape((28, 28, 1))(entrada)  # Keras quiere el canal al final
x = layers.Conv2D(16, 3, strides=2, padding="same", activation="relu")(x)  # 14 x 14
x = layers.Conv2D(32, 3, strides=2, padding="same", activation="relu")(x)  # 7 x 7
x = layers.Flatten()(x)
codigo = layers.Dense(64, name="codigo")(x)

x = layers.Dense(7 * 7 * 32, activation="relu")(codigo)
x = layers.Reshape((7, 7, 32))(x)
x = layers.Conv2DTranspose(16, 3, strides=2, padding="same", activation="relu")(x)  # 14 x 14
salida = layers.Conv2DTranspose(1, 3, strides=2, padding="same", activation="sigmoid")(x)  # 28 x 28

ae_convolucional = keras.Model(entrada, salida, name="ae_convolucional")
ae_convolucional.compile(optimizer="adam", loss="mse")
ae_convolucional.summary()
ae_convolucional.fit(imagenes_train, imagenes_train, epochs=6, batch_size=64, verbose=2)

# %%
reconstruidas = ae_convolucional.predict(imagenes_test, batch_size=256, verbose=0)
print(f"MSE en test: {np.mean((x_test - reconstruidas.reshape(-1, 784)) ** 2):.4f}")

mostrar([("original", x_test), ("reconst.", reconstruidas)], "Autoencoder convolucional")

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
entrada = keras.Input(shape=(784,))
x = layers.GaussianNoise(0.5)(entrada)
x = layers.Dense(256, activation="relu")(x)
codigo = layers.Dense(64, activation="relu", name="codigo_gaussiano")(x)
x = layers.Dense(256, activation="relu")(codigo)

# como en las redes de denoising: la red calcula la corrección y se suma a la imagen de entrada
correccion = layers.Dense(784)(x)
salida = layers.Add()([entrada, correccion])

ae_ruido_gaussiano = keras.Model(entrada, salida, name="ae_ruido_gaussiano")
ae_ruido_gaussiano.compile(optimizer="adam", loss="mse")
# entrada y objetivo limpios: el ruido lo pone la capa
ae_ruido_gaussiano.fit(x_train, x_train, epochs=6, batch_size=128, verbose=2)

# %%
rng = np.random.default_rng(2025)

con_ruido = x_test + rng.normal(scale=0.5, size=x_test.shape).astype("float32")
sin_ruido = ae_ruido_gaussiano.predict(con_ruido, batch_size=512, verbose=0)

print(f"MSE antes:   {np.mean((x_test - con_ruido) ** 2):.4f}")
print(f"MSE después: {np.mean((x_test - sin_ruido) ** 2):.4f}")

mostrar([("original", x_test), ("con ruido", con_ruido), ("reconst.", sin_ruido)], "Ruido gaussiano")


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
def sal_y_pimienta(imagenes, proporcion=0.3):
    danadas = imagenes.copy()  # sobre una copia, para no tocar las limpias
    sorteo = rng.random(size=imagenes.shape)  # cada imagen con sus propios píxeles
    danadas[sorteo < proporcion / 2] = 0.0
    danadas[sorteo > 1 - proporcion / 2] = 1.0
    return danadas


def muestra(imagenes, n=20000):
    # n imágenes al azar, para que no tarde tanto
    return imagenes[rng.choice(len(imagenes), size=n, replace=False)]


danadas_train = sal_y_pimienta(muestra(x_train))
limpias_train = muestra(x_train)

entrada = keras.Input(shape=(784,))
x = layers.Dense(256, activation="relu")(entrada)
codigo = layers.Dense(64, activation="relu", name="codigo_sal_pimienta")(x)
x = layers.Dense(256, activation="relu")(codigo)
salida = layers.Dense(784, activation="sigmoid")(x)

ae_sal_pimienta = keras.Model(entrada, salida, name="ae_sal_pimienta")
ae_sal_pimienta.compile(optimizer="adam", loss="mse")
ae_sal_pimienta.fit(danadas_train, limpias_train, epochs=10, batch_size=128, verbose=2)

# %%
danadas_test = sal_y_pimienta(x_test)
reparadas = ae_sal_pimienta.predict(danadas_test, batch_size=512, verbose=0)

print(f"MSE antes:   {np.mean((x_test - danadas_test) ** 2):.4f}")
print(f"MSE después: {np.mean((x_test - reparadas) ** 2):.4f}")

mostrar([("dañada", danadas_test), ("reconst.", reparadas), ("limpia", x_test)], "Sal y pimienta")

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
# primer autoencoder: 784-256-784, con las imágenes de ropa
entrada_1 = keras.Input(shape=(784,))
encoder_capa_1 = layers.Dense(256, activation="relu", name="encoder_1")
decoder_capa_1 = layers.Dense(784, activation="sigmoid", name="decoder_1")

codigo_1 = encoder_capa_1(entrada_1)
capa_1 = keras.Model(entrada_1, decoder_capa_1(codigo_1), name="capa_1")
capa_1.compile(optimizer="adam", loss="mse")
capa_1.fit(ropa_train, ropa_train, epochs=5, batch_size=128, verbose=2)

# %%
# los códigos que da el primero para las imágenes de entrenamiento
encoder_1 = keras.Model(entrada_1, codigo_1)
codigos_train = encoder_1.predict(x_train, batch_size=512, verbose=0)
print("códigos:", codigos_train.shape)

# segundo autoencoder: 256-64-256, con esos códigos (son positivos, por eso softplus)
entrada_2 = keras.Input(shape=(256,))
encoder_capa_2 = layers.Dense(64, activation="relu", name="encoder_2")
decoder_capa_2 = layers.Dense(256, activation="softplus", name="decoder_2")

capa_2 = keras.Model(entrada_2, decoder_capa_2(encoder_capa_2(entrada_2)), name="capa_2")
capa_2.compile(optimizer="adam", loss="mse")
capa_2.fit(codigos_train, codigos_train, epochs=5, batch_size=128, verbose=2)

# %%
# apilo las mismas capas, así ya vienen con sus pesos
entrada = keras.Input(shape=(784,))
x = encoder_capa_1(entrada)
x = encoder_capa_2(x)
x = decoder_capa_2(x)
salida = decoder_capa_1(x)

ae_capas = keras.Model(entrada, salida, name="ae_capas")
ae_capas.compile(optimizer="adam", loss="mse")

antes = np.mean((ropa_test - ae_capas.predict(ropa_test, batch_size=512, verbose=0)) ** 2)
print(f"MSE antes del ajuste:   {antes:.4f}")

ae_capas.fit(ropa_train, ropa_train, epochs=6, batch_size=128, verbose=2)

reconstruidas = ae_capas.predict(ropa_test, batch_size=512, verbose=0)
print(f"MSE después del ajuste: {np.mean((ropa_test - reconstruidas) ** 2):.4f}")

# %%
mostrar([("original", ropa_test), ("reconst.", reconstruidas)], "Autoencoder apilado, Fashion-MNIST")

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
# El que no ve ruido aprende a copiar la imagen con menos números; el que lo ve aprende además qué parte de la entrada no
# es imagen. Con sal y pimienta el error baja a menos de la mitad, y con el ruido gaussiano cuesta más porque toca todos los
# píxeles. En el apilado, el ajuste final de todas las capas juntas es lo que más mejora el resultado.
