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
# **Nombre y apellido:** Lucía Ferreyra
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
import tensorflow as tf
from keras import layers

SEMILLA = 156
keras.utils.set_random_seed(SEMILLA)


# %% [markdown]
# ## Los datos
# MNIST trae 60 000 imágenes de entrenamiento y 10 000 de test, de 28×28 píxeles entre 0 y 255. Esta celda ya está lista:
# deja cada imagen como una fila de 784 números entre 0 y 1.
#
# Entrene siempre con las imágenes de entrenamiento. Las de test quedan para medir y para dibujar.
#
# Otra escala u otra forma también sirven (entre −1 y 1, por ejemplo): el error se compara siempre en la escala de 0 a 1.

# %%
def cargar_datos():
    """MNIST como tensores (n, 28, 28) entre 0 y 1. No hacen falta las etiquetas."""
    (entrenamiento, _), (test, _) = keras.datasets.mnist.load_data()
    return entrenamiento.astype("float32") / 255, test.astype("float32") / 255


x_train, x_test = cargar_datos()
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
# ### Herramientas comunes
# Dejo las imágenes como tensores de (28, 28): cada modelo las aplana al entrar (`Flatten`) y las vuelve a armar al salir
# (`Reshape`). Los resultados van quedando en un diccionario.

# %%
resultados = {}


def mse_por_pixel(originales, reconstrucciones):
    diferencia = originales.astype("float64") - reconstrucciones.astype("float64")
    return float(np.mean(diferencia**2))


def crear_autoencoder(anchos, nombre, activacion_codigo="relu"):
    """784 -> anchos[0] -> ... -> código (anchos[-1]) -> ... -> anchos[0] -> 784."""
    ocultas, codigo = anchos[:-1], anchos[-1]
    modelo = keras.Sequential(name=nombre)
    modelo.add(keras.Input(shape=(28, 28)))
    modelo.add(layers.Flatten(name="aplanar"))
    for i, ancho_capa in enumerate(ocultas, start=1):
        modelo.add(layers.Dense(ancho_capa, activation="relu", name=f"encoder_{i}"))
    modelo.add(layers.Dense(codigo, activation=activacion_codigo, name="codigo"))
    for i, ancho_capa in enumerate(reversed(ocultas), start=1):
        modelo.add(layers.Dense(ancho_capa, activation="relu", name=f"decoder_{i}"))
    modelo.add(layers.Dense(784, activation="sigmoid", name="salida"))
    modelo.add(layers.Reshape((28, 28), name="imagen"))
    return modelo


class Experimento:
    """Un modelo, su pérdida y sus épocas; entrena, mide en test y anota el resultado."""

    def __init__(self, nombre, modelo, perdida="mse", epocas=5, lote=128):
        self.nombre = nombre
        self.modelo = modelo
        self.perdida = perdida
        self.epocas = epocas
        self.lote = lote

    def entrenar(self):
        self.modelo.compile(optimizer="adam", loss=self.perdida)
        historia = self.modelo.fit(
            x_train, x_train, epochs=self.epocas, batch_size=self.lote, verbose=0
        )
        valores = historia.history["loss"]
        print(f"{self.nombre}: {self.perdida} de {valores[0]:.4f} a {valores[-1]:.4f} en {self.epocas} épocas")
        self.anotar()
        return self.modelo

    def anotar(self):
        resultados[self.nombre] = {
            "perdida": self.perdida,
            "parametros": self.modelo.count_params(),
            "mse": mse_por_pixel(x_test, reconstruir(self.modelo, x_test)),
        }


def reconstruir(modelo, imagenes):
    return modelo.predict(imagenes, batch_size=500, verbose=0)


def imprimir_tabla(nombres):
    print(f"{'modelo':<22}{'pérdida':<22}{'parámetros':>12}{'MSE test':>12}")
    print("-" * 68)
    for nombre in nombres:
        r = resultados[nombre]
        print(f"{nombre:<22}{r['perdida']:<22}{r['parametros']:>12d}{r['mse']:>12.5f}")


def dibujar_filas(filas, titulo):
    """filas: diccionario {rótulo: imágenes (n, 28, 28)}; una fila de la figura por entrada."""
    n = len(next(iter(filas.values())))
    plt.figure(figsize=(1.1 * n + 1, 1.25 * len(filas) + 0.4))
    posicion = 1
    for rotulo, imagenes in filas.items():
        for j in range(n):
            eje = plt.subplot(len(filas), n, posicion)
            eje.imshow(imagenes[j], cmap="gray", vmin=0, vmax=1)
            eje.set_xticks([])
            eje.set_yticks([])
            if j == 0:
                eje.set_ylabel(rotulo)
            posicion += 1
    plt.suptitle(titulo)
    plt.tight_layout()
    plt.show()


muestra = x_test[:10]
mse_promedio = mse_por_pixel(x_test, np.broadcast_to(x_train.mean(axis=0), x_test.shape))
print(f"MSE de dibujar siempre la imagen promedio: {mse_promedio:.4f}")


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
def crear_apilado():
    return crear_autoencoder([256, 64], nombre="apilado")


ae_apilado = Experimento("apilado", crear_apilado(), epocas=6).entrenar()
ae_apilado.summary()


# %%
def informe_apilado():
    imprimir_tabla(["apilado"])
    print(f"imagen promedio: {mse_promedio:.4f}")
    dibujar_filas(
        {"original": muestra, "apilado": reconstruir(ae_apilado, muestra)},
        "Autoencoder apilado 784-256-64-256-784",
    )


informe_apilado()


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
class DecoderTranspuesto(layers.Layer):
    """Multiplica por la traspuesta del kernel de otra Dense; lo único propio es el sesgo."""

    def __init__(self, densa, activacion=None, **kwargs):
        super().__init__(**kwargs)
        self.densa = densa
        self.activacion = keras.activations.get(activacion)

    def build(self, input_shape):
        n_salidas = int(self.densa.kernel.shape[0])
        self.sesgo = self.add_weight(
            name="sesgo", shape=(n_salidas,), initializer="zeros", trainable=True
        )

    def call(self, codigo):
        w = tf.convert_to_tensor(self.densa.kernel)
        return self.activacion(tf.matmul(codigo, w, transpose_b=True) + self.sesgo)

    def compute_output_shape(self, input_shape):
        return (*input_shape[:-1], 784)


def crear_atado():
    densa = layers.Dense(64, activation="relu", name="codigo")
    entrada = keras.Input(shape=(28, 28))
    codigo = densa(layers.Flatten(name="aplanar")(entrada))
    salida = DecoderTranspuesto(densa, activacion="sigmoid", name="decoder_transpuesto")(codigo)
    return keras.Model(entrada, layers.Reshape((28, 28), name="imagen")(salida), name="atado")


ae_atado = Experimento("atado", crear_atado(), epocas=10).entrenar()

# %% [markdown]
# Para saber cuánto cuesta atar los pesos entreno también el mismo 784 → 64 → 784 con dos kernels y las mismas épocas.

# %%
ae_sin_atar = Experimento("sin atar", crear_autoencoder([64], nombre="sin_atar"), epocas=10).entrenar()


# %%
def informe_atado():
    con, sin = resultados["atado"], resultados["sin atar"]
    print(f"parámetros con W compartida:  {con['parametros']}")
    print(f"parámetros con dos kernels:   {sin['parametros']}")
    print(f"ahorro:                       {sin['parametros'] - con['parametros']}  (784 · 64 = {784 * 64})")
    print()
    imprimir_tabla(["atado", "sin atar"])
    dibujar_filas(
        {"original": muestra, "atado": reconstruir(ae_atado, muestra)},
        "Autoencoder con pesos atados 784-64-784",
    )


informe_atado()

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


def crear_lineal(ancho):
    """Dos Dense con sesgo y sin activación; los sesgos se encargan de la media."""
    return keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            layers.Flatten(name="aplanar"),
            layers.Dense(ancho, name="encoder"),
            layers.Dense(784, name="decoder"),
            layers.Reshape((28, 28), name="imagen"),
        ],
        name="lineal",
    )


ae_lineal = Experimento("lineal", crear_lineal(ancho), epocas=12).entrenar()

# %%
ae_no_lineal = Experimento(
    "no lineal",
    crear_autoencoder([128, ancho], nombre="no_lineal", activacion_codigo=None),
    epocas=10,
).entrenar()


# %%
class PCANumpy:
    """PCA por descomposición en valores singulares de los datos centrados."""

    def __init__(self, n_componentes):
        self.n_componentes = n_componentes

    def ajustar(self, imagenes):
        filas = imagenes.reshape(len(imagenes), -1)
        self.media = filas.mean(axis=0, dtype="float64").astype("float32")
        _, _, vt = np.linalg.svd(filas - self.media, full_matrices=False)
        self.componentes = vt[: self.n_componentes]
        return self

    def reconstruir(self, imagenes):
        filas = imagenes.reshape(len(imagenes), -1)
        codigo = (filas - self.media) @ self.componentes.T
        return (codigo @ self.componentes + self.media).reshape(imagenes.shape)


def menor_coseno(filas_a, filas_b):
    """Menor coseno de los ángulos principales entre los espacios que generan dos juegos de filas."""
    base_a, _ = np.linalg.qr(filas_a.T.astype("float64"))
    base_b, _ = np.linalg.qr(filas_b.T.astype("float64"))
    return float(np.linalg.svd(base_a.T @ base_b, compute_uv=False).min())


def comparar_con_pca():
    pca = PCANumpy(ancho).ajustar(x_train)
    resultados["PCA"] = {
        "perdida": "(sin red)",
        "parametros": pca.componentes.size + pca.media.size,
        "mse": mse_por_pixel(x_test, pca.reconstruir(x_test)),
    }
    kernel = ae_lineal.get_layer("decoder").get_weights()[0]
    print(f"ancho = {ancho}, kernel del decoder lineal: {kernel.shape}")
    imprimir_tabla(["PCA", "lineal", "no lineal"])
    coseno = menor_coseno(kernel, pca.componentes)
    print(f"menor coseno de los ángulos principales: {coseno:.4f}")
    return pca, coseno


pca, coseno = comparar_con_pca()


# %%
def informe_pca():
    dibujar_filas(
        {
            "original": muestra,
            "PCA": pca.reconstruir(muestra),
            "lineal": reconstruir(ae_lineal, muestra),
            "no lineal": reconstruir(ae_no_lineal, muestra),
        },
        f"Ancho {ancho}: PCA, AE lineal y AE no lineal",
    )


informe_pca()


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
def experimento_perdida(nombre, perdida):
    """La misma red y los mismos pesos iniciales; solo cambia la pérdida."""
    keras.utils.set_random_seed(SEMILLA)
    modelo = crear_autoencoder([128, 32], nombre=nombre)
    return Experimento(nombre, modelo, perdida=perdida, epocas=6)


# %%
ae_bce = experimento_perdida("con_bce", "binary_crossentropy").entrenar()

# %%
ae_mse = experimento_perdida("con_mse", "mse").entrenar()


# %%
def informe_perdidas():
    imprimir_tabla(["con_bce", "con_mse"])
    dibujar_filas(
        {
            "original": muestra,
            "BCE": reconstruir(ae_bce, muestra),
            "MSE": reconstruir(ae_mse, muestra),
        },
        "La misma red con BCE y con MSE",
    )


informe_perdidas()

# %% [markdown]
# ## Resumen

# %%
imprimir_tabla(resultados)

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
# PCA solo puede proyectar sobre un plano: con el mismo ancho de código, el autoencoder no lineal puede seguir una
# superficie curva (y además recortar la salida entre 0 y 1), y por eso su MSE en test es menor; el lineal, en cambio,
# llega al mismo subespacio que PCA y no más allá. Atar los pesos ahorra 784 · 64 = 50 176 parámetros, casi la mitad; el
# precio es la diferencia de MSE entre "atado" y "sin atar" de la tabla, medida con las mismas épocas.
