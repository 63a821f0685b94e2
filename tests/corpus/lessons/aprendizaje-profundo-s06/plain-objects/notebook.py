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
# # Aprendizaje Profundo · S06: los autoencoders y sus usos
#
# **Nombre y apellido:** Valentina Rojas Tapia
#
# Once tareas en este mismo notebook: cuatro clases de autoencoder y siete usos. Puede entregar solo algunas: las que
# falten figuran como no entregadas y no estropean las demás.
#
# | tarea | qué hay que entregar | nombre que se espera | puntos |
# |---|---|---|---|
# | 1 · multicapa | un autoencoder con **dos capas o más** antes del código, y una figura | `ae_multicapa` | 20 |
# | 2 · convolucional | un autoencoder que **achica** la imagen con convoluciones, y una figura | `ae_convolucional` | 20 |
# | 3 · disperso con L1 | L1 sobre las **activaciones** del código, y una inspección de esas activaciones | `ae_l1` | 20 |
# | 4 · disperso con KL | la divergencia KL entre ρ = 0,05 y la activación **media** de cada unidad, y una inspección | `ae_kl` | 20 |
# | 5 · reducción | un código de **pocas dimensiones**, contra PCA y contra Isomap: cifras y figura | `ae_reduccion` | 20 |
# | 6 · AEkNN | vecinos más cercanos sobre el código, contra los píxeles y contra PCA: acierto y tiempo | `ae_knn` | 20 |
# | 7 · imputación | un modelo que completa píxeles que faltan, medido **solo en ellos** y junto a dos rivales | `ae_imputacion` | 20 |
# | 8 · anomalías | un autoencoder entrenado **solo con una clase**, y el ROC-AUC de su error | `ae_anomalias` | 20 |
# | 9 · hashing semántico | un código **binario** de 32 bits, su precisión, y los vecinos por distancia de Hamming | `ae_hash` | 20 |
# | 10 · el decoder como clave | dos autoencoders: los códigos de uno, decodificados por cada uno | `ae_clave` y `ae_otro` | 20 |
# | 11 · datos sintéticos | imágenes nuevas, decodificadas cerca de códigos reales, junto a las reales | `ae_sintetico` | 20 |
#
# Los nombres de la tabla ayudan a encontrar cada modelo, pero otros también sirven: cada modelo se mira tal como quedó
# al final de la celda que lo entrenó. Dé a cada tarea su **propio** modelo.
#
# Complete las celdas marcadas con `# TU CÓDIGO AQUÍ` (reemplace los `...`). Puede agregar celdas y cambiar lo que
# quiera: lo que se califica es el modelo entrenado, no la forma del código. Antes de entregar, reinicie el kernel y
# ejecute todo de arriba abajo.

# %%
import time

import keras
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf
from keras import layers, ops
from sklearn.decomposition import PCA
from sklearn.manifold import Isomap, trustworthiness
from sklearn.metrics import roc_auc_score
from sklearn.neighbors import KNeighborsClassifier, NearestNeighbors

keras.utils.set_random_seed(6)

# %% [markdown]
# ## Los datos
# MNIST trae 60 000 imágenes de entrenamiento y 10 000 de test, de 28×28 píxeles entre 0 y 255, en diez clases. Esta
# celda ya está lista: deja cada imagen como una fila de 784 números entre 0 y 1.
#
# Entrene siempre con las imágenes de entrenamiento. Las de test quedan para medir y para dibujar. Las etiquetas solo
# hacen falta en las tareas 5, 6, 8, 9 y 11.
#
# Otra escala u otra forma también sirven (entre −1 y 1, por ejemplo): el error se compara siempre en la escala de 0 a 1.

# %%
(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train = x_train.reshape(-1, 784).astype("float32") / 255
x_test = x_test.reshape(-1, 784).astype("float32") / 255

print("entrenamiento:", x_train.shape, " test:", x_test.shape)


# %% [markdown]
# Para saber si un modelo aprendió algo hace falta con qué compararlo. Estos son los MSE por píxel en test:
#
# | sin ninguna red | MNIST |
# |---|---|
# | dibujar siempre la imagen promedio | 0,067 |
# | PCA con 32 componentes | 0,017 |
# | PCA con 64 componentes | 0,0090 |

# %%
# Funciones de ayuda para todo el notebook
def a_np(t):
    """Tensor -> numpy."""
    return ops.convert_to_numpy(t)


def ecm(real, salida):
    """MSE por píxel, siempre en la escala 0-1."""
    real = np.reshape(np.asarray(real), (len(real), -1))
    salida = np.reshape(np.asarray(salida), (len(salida), -1))
    return float(np.mean((real - salida) ** 2))


def tabla(cabecera, filas):
    anchos = [max(len(str(f[j])) for f in [cabecera] + filas) for j in range(len(cabecera))]
    for k, fila in enumerate([cabecera] + filas):
        print("  ".join(str(v).ljust(a) for v, a in zip(fila, anchos)))
        if k == 0:
            print("  ".join("-" * a for a in anchos))


def galeria(filas, rotulos, titulo=""):
    """Una fila de imágenes por cada elemento de `filas`."""
    n = len(filas[0])
    fig, ejes = plt.subplots(len(filas), n, figsize=(n + 1, 1.15 * len(filas) + 0.4), squeeze=False)
    for i, (imagenes, rotulo) in enumerate(zip(filas, rotulos)):
        for j in range(n):
            ejes[i, j].imshow(np.reshape(np.asarray(imagenes[j]), (28, 28)), cmap="gray", vmin=0, vmax=1)
            ejes[i, j].set_xticks([])
            ejes[i, j].set_yticks([])
        ejes[i, 0].set_ylabel(rotulo, rotation=0, ha="right", va="center")
    fig.suptitle(titulo)
    plt.show()


def curvas_hist(series, titulo, eje_x, log=False):
    """Histogramas superpuestos: series = {nombre: valores}."""
    plt.figure(figsize=(6, 3))
    todos = np.concatenate([np.ravel(v) for v in series.values()])
    cortes = np.linspace(todos.min(), todos.max(), 60)
    for nombre, valores in series.items():
        plt.hist(np.ravel(valores), bins=cortes, alpha=0.55, label=nombre, density=True, log=log)
    plt.title(titulo)
    plt.xlabel(eje_x)
    plt.legend()
    plt.show()


promedio = x_train.mean(axis=0)
ecm_promedio = float(np.mean((x_test - promedio) ** 2))
print(f"MSE de dibujar siempre la imagen promedio: {ecm_promedio:.4f}")


# %% [markdown]
# ## Dos mitades que se puedan usar por separado
# En las tareas 4, 5, 6, 9, 10 y 11 hacen falta el encoder y el decoder, cada uno por su lado. Lo más cómodo es construirlos
# como dos modelos y unirlos:
#
#     encoder = keras.Sequential([keras.Input((784,)), ...])
#     decoder = keras.Sequential([keras.Input((32,)), ...])
#     autoencoder = keras.Sequential([encoder, decoder])
#
# Así `encoder.predict(x)` da los códigos y `decoder.predict(z)` los vuelve imagen. Entrenar el tercero entrena también
# los otros dos, porque comparten las capas.

# %% [markdown]
# ## Tarea 1 · Autoencoder multicapa
#
# Al menos dos capas ocultas antes del código, y otras tantas después. Muestre unas diez imágenes de test y, debajo, su
# reconstrucción.
#
# *Se mira* que haya dos capas o más antes del código, que el modelo esté entrenado, su MSE frente al de PCA, y la figura.
#
# *Pistas*
# - Por ejemplo 784-256-128-32-128-256-784, con `relu` en las ocultas y `sigmoid` en la salida; unas 8 épocas y
#   `batch_size=256`.
# - Deje el código sin activación: con `relu` algunas de sus pocas unidades pueden quedar en cero para siempre.
# - Sin activaciones en las capas ocultas, muchas capas valen lo mismo que una.

# %%
class RedProfunda(keras.Model):
    """784-256-128-32-128-256-784."""

    def __init__(self, k=32):
        super().__init__()
        self.compresor = keras.Sequential(
            [
                layers.Dense(256, activation="relu"),
                layers.Dense(128, activation="relu"),
                layers.Dense(k),  # código lineal
            ]
        )
        self.expansor = keras.Sequential(
            [
                layers.Dense(128, activation="relu"),
                layers.Dense(256, activation="relu"),
                layers.Dense(784, activation="sigmoid"),
            ]
        )

    def codificar(self, x):
        return self.compresor(x)

    def decodificar(self, z):
        return self.expansor(z)

    def call(self, x):
        return self.decodificar(self.codificar(x))


profunda = RedProfunda()
profunda.compile(optimizer="adam", loss="mse")
registro1 = profunda.fit(x_train, x_train, epochs=8, batch_size=256, verbose=0)
print("pérdida por época:", [round(v, 4) for v in registro1.history["loss"]])

# %%
recon1 = profunda.predict(x_test, batch_size=1000, verbose=0)
pca32 = PCA(32, random_state=0).fit(x_train)
recon_pca32 = pca32.inverse_transform(pca32.transform(x_test))

tabla(
    ["reconstrucción (32 números)", "MSE test"],
    [
        ["imagen promedio", f"{ecm_promedio:.4f}"],
        ["PCA 32", f"{ecm(x_test, recon_pca32):.4f}"],
        ["autoencoder multicapa", f"{ecm(x_test, recon1):.4f}"],
    ],
)
galeria([x_test[:10], recon1[:10]], ["original", "multicapa"], "Tarea 1")

# %% [markdown]
# ## Tarea 2 · Autoencoder convolucional
#
# Un encoder con convoluciones que achican la imagen y un decoder que la agranda de nuevo. Muestre imágenes de test junto
# a sus reconstrucciones.
#
# *Se mira* que el modelo use convoluciones, que el código tenga menos de 784 valores, su MSE en test y la figura.
#
# *Pistas*
# - `Conv2D(..., strides=2, padding="same")` o `MaxPooling2D` para bajar; `Conv2DTranspose` con `strides=2`, o
#   `UpSampling2D` y `Conv2D`, para subir.
# - Cuente los valores del código: 7×7 con 32 filtros son 1568, **el doble** que la imagen. Una `Dense` chica después de
#   `Flatten` lo arregla.
# - Las convoluciones quieren un canal: empiece con `layers.Reshape((28, 28, 1))`.
# - Son lentas sin GPU. Con 20 000 imágenes, `batch_size=64` y unas 8 épocas alcanza.

# %%
imagenes_tr = x_train[:20000].reshape(-1, 28, 28, 1)
imagenes_te = x_test.reshape(-1, 28, 28, 1)

entrada2 = keras.Input((28, 28, 1))
t = layers.Conv2D(16, 3, strides=2, padding="same", activation="relu")(entrada2)  # 14x14
t = layers.Conv2D(32, 3, strides=2, padding="same", activation="relu")(t)  # 7x7
t = layers.Flatten()(t)
cuello2 = layers.Dense(48, name="cuello_conv")(t)  # 48 valores << 784
t = layers.Dense(7 * 7 * 32, activation="relu")(cuello2)
t = layers.Reshape((7, 7, 32))(t)
t = layers.Conv2DTranspose(16, 3, strides=2, padding="same", activation="relu")(t)  # 14x14
salida2 = layers.Conv2DTranspose(1, 3, strides=2, padding="same", activation="sigmoid")(t)  # 28x28

conv = keras.Model(entrada2, salida2)
conv_codigo = keras.Model(entrada2, cuello2)
conv.compile(optimizer="adam", loss="mse")
registro2 = conv.fit(imagenes_tr, imagenes_tr, epochs=8, batch_size=64, verbose=0)
print("pérdida por época:", [round(v, 4) for v in registro2.history["loss"]])
print("forma del código:", conv_codigo.output_shape)

# %%
recon2 = conv.predict(imagenes_te, batch_size=500, verbose=0)
print(f"MSE test del convolucional (código de 48): {ecm(imagenes_te, recon2):.4f}")
galeria([imagenes_te[20:30], recon2[20:30]], ["original", "convolucional"], "Tarea 2")


# %% [markdown]
# ## Tarea 3 · Autoencoder disperso con L1
#
# Sume a la pérdida λ Σ |a| sobre las activaciones del código, por ejemplo con λ = 0,001. Inspeccione esas activaciones:
# imprima o dibuje cuántas quedan cerca de cero.
#
# *Se mira* que haya una penalización sobre el código, que sus activaciones sean mucho más dispersas que sin ella, que el
# modelo todavía reconstruya, y que la inspección esté.
#
# *Pistas*
# - `activity_regularizer=keras.regularizers.l1(1e-3)`. `kernel_regularizer` penaliza los pesos, que es otra cosa.
# - Use `relu` en el código: con `sigmoid` ninguna activación llega a cero.
# - Que cerca de la mitad de las unidades queden muertas es normal con esa λ.

# %%
class RedSuelta:
    """Autoencoder hecho a mano: capas sueltas de Keras y un bucle con GradientTape.

    lam > 0 suma a la pérdida  lam * sum|a|  sobre las activaciones del código (media sobre el lote).
    """

    def __init__(self, ocultas, k, activacion=None, lam=0.0, tasa=1e-3):
        self.bajada = [layers.Dense(n, activation="relu") for n in ocultas]
        self.cuello = layers.Dense(k, activation=activacion)
        self.subida = [layers.Dense(n, activation="relu") for n in reversed(ocultas)]
        self.final = layers.Dense(784, activation="sigmoid")
        self.lam = lam
        # una pasada de prueba crea los pesos antes de trazar el tf.function
        self.decodificar(self.codificar(np.zeros((1, 784), "float32")))
        self.opt = keras.optimizers.Adam(tasa)
        self.opt.build(self.pesos())
        self.historia = []

    def pesos(self):
        capas = self.bajada + [self.cuello] + self.subida + [self.final]
        return [w for capa in capas for w in capa.trainable_variables]

    def codificar(self, x):
        for capa in self.bajada:
            x = capa(x)
        return self.cuello(x)

    def decodificar(self, z):
        for capa in self.subida:
            z = capa(z)
        return self.final(z)

    @tf.function
    def _paso(self, x):
        with tf.GradientTape() as cinta:
            z = self.codificar(x)
            error = tf.reduce_mean(tf.square(x - self.decodificar(z)))
            castigo = self.lam * tf.reduce_mean(tf.reduce_sum(tf.abs(z), axis=1))
            perdida = error + castigo
        pesos = self.pesos()
        grads = cinta.gradient(perdida, pesos)
        self.opt.apply_gradients(zip(grads, pesos))
        return error, castigo

    def entrenar(self, x, epocas, lote=256):
        datos = tf.data.Dataset.from_tensor_slices(x).shuffle(20000).batch(lote, drop_remainder=True).prefetch(2)
        for _ in range(epocas):
            pares = [self._paso(b) for b in datos]
            self.historia.append(tuple(float(np.mean([float(p[i]) for p in pares])) for i in (0, 1)))
        return self


disperso = RedSuelta((128,), 64, activacion="relu", lam=1e-3).entrenar(x_train, epocas=10)
for ep, (e, c) in enumerate(disperso.historia, 1):
    print(f"época {ep:2d}  mse {e:.4f}  castigo L1 {c:.4f}")

# %%
# El mismo, sin castigo, solo para comparar
sin_castigo = RedSuelta((128,), 64, activacion="relu", lam=0.0).entrenar(x_train, epocas=5)

filas3, activ3 = [], {}
for nombre, red in [("sin L1", sin_castigo), ("con L1", disperso)]:
    z = a_np(red.codificar(x_test))
    activ3[nombre] = z
    filas3.append(
        [
            nombre,
            f"{np.mean(z == 0):.3f}",
            f"{np.mean(z < 0.01):.3f}",
            f"{np.mean(z < 0.01 * z.max()):.3f}",
            int(np.sum(z.max(axis=0) < 1e-3)),
            f"{np.mean(np.sum(z > 0.01, axis=1)):.1f}",
            f"{z.mean():.4f}",
            f"{ecm(x_test, a_np(red.decodificar(z))):.4f}",
        ]
    )
tabla(
    ["modelo", "a = 0", "a < 0.01", "a < 1% del máx.", "muertas (de 64)", "activas por imagen", "a media", "MSE test"], filas3
)
curvas_hist(activ3, "Activaciones del código (test)", "activación", log=True)
galeria([x_test[:10], a_np(disperso.decodificar(activ3["con L1"][:10]))], ["original", "con L1"], "Tarea 3")


# %% [markdown]
# ## Tarea 4 · Autoencoder disperso con la divergencia KL
#
# Aquí no se penaliza cada activación sino la **media** de cada unidad sobre las imágenes, ρ̂: la pérdida lleva Σ KL(ρ ‖ ρ̂),
# con ρ = 0,05 y la suma sobre las unidades. Imprima la activación media e inspeccione las activaciones.
#
# *Se mira* que la penalización esté sobre el código, que la activación media baje mucho, que todas las unidades se activen
# igual de poco en promedio, que el modelo todavía reconstruya, y que la inspección esté.
#
# *Pistas*
# - KL(ρ ‖ ρ̂) = ρ log(ρ / ρ̂) + (1 - ρ) log((1 - ρ) / (1 - ρ̂)). Solo tiene sentido con ρ̂ entre 0 y 1: use `sigmoid` en el
#   código y recorte ρ̂ con `keras.ops.clip` para que ningún logaritmo reciba un cero.
# - La media va sobre el eje de las imágenes (`axis=0`), **antes** de la divergencia.
# - `activity_regularizer` acepta una función propia que recibe las activaciones del lote. Keras divide lo que devuelve
#   por el número de imágenes del lote: multiplíquelo por ese número, o la penalización casi desaparece.
# - Las unidades `sigmoid` aprenden despacio con `mse`: `keras.optimizers.Adam(3e-3)` ayuda. Con 64 unidades, un peso de
#   0,005 lleva la activación media de 0,8 a menos de 0,1.

# %%
def kl_bernoulli(rho, rho_hat):
    rho_hat = ops.clip(rho_hat, 1e-6, 1 - 1e-6)
    return rho * ops.log(rho / rho_hat) + (1 - rho) * ops.log((1 - rho) / (1 - rho_hat))


class DispersoKL(keras.Model):
    def __init__(self, unidades=64, rho=0.05, beta=0.005):
        super().__init__()
        self.rho = rho
        self.beta = beta
        self.oculta_sube = layers.Dense(128, activation="relu")
        self.neuronas = layers.Dense(unidades, activation="sigmoid")
        self.oculta_baja = layers.Dense(128, activation="relu")
        self.dibujo = layers.Dense(784, activation="sigmoid")

    def codificar(self, x):
        return self.neuronas(self.oculta_sube(x))

    def decodificar(self, z):
        return self.dibujo(self.oculta_baja(z))

    def call(self, x):
        z = self.codificar(x)
        rho_hat = ops.mean(z, axis=0)  # media de cada unidad sobre las imágenes del lote
        # add_loss no divide por el tamaño del lote (activity_regularizer sí)
        self.add_loss(self.beta * ops.sum(kl_bernoulli(self.rho, rho_hat)))
        return self.decodificar(z)


red_kl = DispersoKL()
red_kl.compile(optimizer=keras.optimizers.Adam(3e-3), loss="mse")
registro4 = red_kl.fit(x_train, x_train, epochs=12, batch_size=256, verbose=0)
print("pérdida (mse + KL) por época:", [round(v, 4) for v in registro4.history["loss"]])

# %%
libre = DispersoKL(beta=0.0)  # referencia sin penalización
libre.compile(optimizer=keras.optimizers.Adam(3e-3), loss="mse")
libre.fit(x_train, x_train, epochs=4, batch_size=256, verbose=0)

activ4, filas4 = {}, []
for nombre, red in [("sin KL", libre), ("con KL", red_kl)]:
    z = a_np(red.codificar(x_test))
    por_unidad = z.mean(axis=0)
    activ4[nombre] = z
    filas4.append(
        [
            nombre,
            f"{z.mean():.3f}",
            f"{por_unidad.min():.3f}",
            f"{por_unidad.max():.3f}",
            f"{por_unidad.std():.3f}",
            f"{np.mean(z < 0.1):.3f}",
            f"{float(np.sum(a_np(kl_bernoulli(0.05, por_unidad)))):.3f}",
            f"{ecm(x_test, a_np(red.decodificar(z))):.4f}",
        ]
    )
tabla(["modelo", "a media", "unidad mín.", "unidad máx.", "desv. unidades", "a < 0.1", "suma KL", "MSE test"], filas4)

curvas_hist(activ4, "Activaciones del código (test)", "activación", log=True)
plt.figure(figsize=(6, 2.5))
plt.bar(np.arange(64), activ4["con KL"].mean(axis=0))
plt.axhline(0.05, color="red", label="rho = 0.05")
plt.title("Activación media de cada unidad (test)")
plt.xlabel("unidad")
plt.legend()
plt.show()

# %% [markdown]
# ## Tarea 5 · Reducción de dimensiones
#
# Tome cada imagen como una fila de una tabla de 784 columnas y redúzcala a unas pocas (de 2 a 16) con un autoencoder. PCA
# e Isomap hacen lo mismo sin red: compare las tres reducciones, del mismo ancho, sobre las primeras imágenes de test.
# Imprima para cada una qué parte de los 10 vecinos más cercanos es de la misma clase, o la exactitud de k-NN, o la
# `trustworthiness`. Dibuje el código coloreado por clase.
#
# *Se mira* que el modelo esté entrenado, que el código sea de pocas dimensiones, su error y sus vecinos frente a PCA, que
# las tres cifras estén impresas, y la figura.
#
# *Pistas*
# - Capas ocultas con `relu`: sin ellas el autoencoder no puede ganarle a PCA. Deje el código sin activación.
# - `Isomap(n_neighbors=10, n_components=2)` de scikit-learn tarda mucho con miles de imágenes: use 2000 o menos, las mismas
#   para los tres.
# - Un código de 2 se dibuja tal cual. Uno más ancho hay que llevarlo al plano con t-SNE o PCA.
# - Otra tabla (por ejemplo, la de suelos de la clase) sirve para practicar, pero lo que se califica es MNIST.

# %%
# Código de 2 dimensiones, lineal, con dos ocultas relu; se reutiliza la clase a mano (sin castigo)
plano = RedSuelta((256, 64), 2)
plano.entrenar(x_train, epocas=15)
print("mse por época:", [round(e, 4) for e, _ in plano.historia])

# %%
N = 2000
muestra, clases = x_test[:N], y_test[:N]

pca2 = PCA(2, random_state=0).fit(x_train)
t0 = time.perf_counter()
z_iso = Isomap(n_neighbors=10, n_components=2).fit_transform(muestra)
print(f"Isomap tardó {time.perf_counter() - t0:.1f} s")
reducciones = {"autoencoder": a_np(plano.codificar(muestra)), "PCA": pca2.transform(muestra), "Isomap": z_iso}
errores5 = {
    "autoencoder": f"{ecm(muestra, a_np(plano.decodificar(reducciones['autoencoder']))):.4f}",
    "PCA": f"{ecm(muestra, pca2.inverse_transform(reducciones['PCA'])):.4f}",
    "Isomap": "no reconstruye",
}


def misma_clase(z, y, k=10):
    """Parte de los k vecinos (sin contarse a sí misma) que es de la misma clase."""
    indices = NearestNeighbors(n_neighbors=k).fit(z).kneighbors(return_distance=False)
    return float(np.mean(y[indices] == y[:, None]))


tabla(
    ["reducción a 2", "vecinos misma clase", "trustworthiness", "MSE"],
    [
        [nombre, f"{misma_clase(z, clases):.3f}", f"{trustworthiness(muestra, z, n_neighbors=10):.3f}", errores5[nombre]]
        for nombre, z in reducciones.items()
    ],
)

fig, ejes = plt.subplots(1, 3, figsize=(15, 4.5))
for eje, (nombre, z) in zip(ejes, reducciones.items()):
    nube = eje.scatter(z[:, 0], z[:, 1], c=clases, cmap="tab10", s=6)
    eje.set_title(nombre)
fig.colorbar(nube, ax=ejes, label="clase")
plt.show()

# %% [markdown]
# ## Tarea 6 · AEkNN
#
# Compare tres veces el mismo clasificador de 5 vecinos más cercanos: sobre los 784 píxeles, sobre un código de 32 de su
# autoencoder, y sobre 32 componentes de PCA. Imprima para cada uno el acierto y el tiempo. Con 20 000 imágenes de
# entrenamiento y 2000 de test alcanza.
#
# *Se mira* que el modelo esté entrenado, que el código separe las clases casi tan bien como los píxeles, y que estén
# impresos los tres aciertos y los tres tiempos.
#
# *Pistas*
# - `KNeighborsClassifier(5)` de scikit-learn, y `time.perf_counter()` antes y después de clasificar.
# - El autoencoder se entrena sin etiquetas; solo los vecinos las usan.
# - No espere más acierto que con los píxeles: lo que se gana es tiempo. PCA es un rival serio, y también hay que decirlo.
# - Las mismas imágenes para los tres, y códigos de test para las consultas: si las consultas están entre los vecinos, cada
#   una se encuentra a sí misma.

# %%
pixeles = keras.Input((784,))
a = layers.Dense(256, activation="relu")(pixeles)
a = layers.Dense(128, activation="relu")(a)
resumen = keras.Model(pixeles, layers.Dense(32)(a))

z_in = keras.Input((32,))
b = layers.Dense(128, activation="relu")(z_in)
b = layers.Dense(256, activation="relu")(b)
vuelta = keras.Model(z_in, layers.Dense(784, activation="sigmoid")(b))

ida_y_vuelta = keras.Model(pixeles, vuelta(resumen(pixeles)))
ida_y_vuelta.compile(optimizer="adam", loss="mse")
ida_y_vuelta.fit(x_train, x_train, epochs=8, batch_size=256, verbose=0)  # sin etiquetas
print(f"MSE test: {ecm(x_test, ida_y_vuelta.predict(x_test, batch_size=1000, verbose=0)):.4f}")

# %%
base, y_base = x_train[:20000], y_train[:20000]
consulta, y_consulta = x_test[:2000], y_test[:2000]
pca_knn = PCA(32, random_state=0).fit(base)

resumen.predict(consulta, batch_size=1000, verbose=0)  # para no cobrarle al autoencoder la compilación
caminos = {
    "784 píxeles": lambda x: x,
    "código de 32": lambda x: resumen.predict(x, batch_size=1000, verbose=0),
    "PCA de 32": pca_knn.transform,
}

filas6 = []
for nombre, transformar in caminos.items():
    knn = KNeighborsClassifier(5).fit(transformar(base), y_base)
    t0 = time.perf_counter()
    q = transformar(consulta)
    t1 = time.perf_counter()
    dicho = knn.predict(q)
    t2 = time.perf_counter()
    filas6.append([nombre, f"{np.mean(dicho == y_consulta):.4f}", f"{t2 - t1:.3f}", f"{t1 - t0:.3f}"])
tabla(["5 vecinos sobre", "acierto", "clasificar (s)", "transformar consultas (s)"], filas6)


# %% [markdown]
# ## Tarea 7 · Imputación
#
# Quite píxeles de cada imagen (la mitad al azar, o un bloque de 10×10) poniéndolos en 0, y entrene con la imagen
# incompleta como entrada y la completa como objetivo. Mida el error **solo en los píxeles que faltan** y compárelo con
# rellenar con la imagen promedio y con un autoencoder que se entrenó sin que faltara nada. Muestre incompleta, imputada y
# original.
#
# *Se mira* que el modelo se haya entrenado con pares incompleta → completa, su error en los píxeles que faltan frente al
# de los rivales, que los tres números estén impresos, y la figura.
#
# *Pistas*
# - Guarde la máscara: sin ella no se puede medir. `np.square(x - salida)[mascara].mean()` es el error que se pide.
# - Sobre todos los píxeles el error engaña: los visibles se copian, y son fáciles.
# - Una máscara distinta por imagen, y otra nueva para test. Trabaje sobre una copia, para no dañar los objetivos.
# - Lo que se espera con la mitad de los píxeles: 0,067 la imagen promedio, cerca de 0,065 el autoencoder común, menos de
#   0,02 el entrenado para esto.

# %%
def borrar(x, fraccion, rng):
    """Copia con píxeles en 0 y la máscara (True = falta). Una máscara distinta por imagen."""
    falta = rng.random(x.shape, dtype=np.float32) < fraccion
    return np.where(falta, np.float32(0), x), falta


class Completador:
    def __init__(self):
        self.e1 = layers.Dense(256, activation="relu")
        self.e2 = layers.Dense(128, activation="relu")
        self.d1 = layers.Dense(256, activation="relu")
        self.d2 = layers.Dense(784, activation="sigmoid")
        self.completar(np.zeros((1, 784), "float32"))  # crea los pesos

    def codificar(self, x):
        return self.e2(self.e1(x))

    def decodificar(self, z):
        return self.d2(self.d1(z))

    def completar(self, x):
        return self.decodificar(self.codificar(x))

    def entrenar(self, completas, fraccion, epocas=10, lote=256, semilla=0):
        rng = np.random.default_rng(semilla)
        theta = [w for capa in (self.e1, self.e2, self.d1, self.d2) for w in capa.trainable_variables]
        adam = keras.optimizers.Adam(1e-3)
        adam.build(theta)

        @tf.function
        def paso(incompleta, completa):
            with tf.GradientTape() as cinta:
                perdida = tf.reduce_mean(tf.square(completa - self.completar(incompleta)))
            adam.apply_gradients(zip(cinta.gradient(perdida, theta), theta))
            return perdida

        for epoca in range(epocas):
            orden = rng.permutation(len(completas))
            suma, pasos = 0.0, 0
            for i in range(0, len(orden) - lote + 1, lote):
                objetivo = completas[orden[i : i + lote]]
                incompleta, _ = borrar(objetivo, fraccion, rng)  # máscara nueva en cada lote
                suma += float(paso(tf.convert_to_tensor(incompleta), tf.convert_to_tensor(objetivo)))
                pasos += 1
            print(f"época {epoca + 1:2d}  mse {suma / pasos:.4f}")
        return self


relleno = Completador().entrenar(x_train, fraccion=0.5, epocas=12, semilla=7)

# %%
print("Rival: el mismo autoencoder, entrenado sin que falte nada")
comun = Completador().entrenar(x_train, fraccion=0.0, epocas=8, semilla=8)

incompletas, falta = borrar(x_test, 0.5, np.random.default_rng(2024))  # máscara nueva para test
imputadas = a_np(relleno.completar(incompletas))
del_comun = a_np(comun.completar(incompletas))
del_promedio = np.broadcast_to(promedio, x_test.shape)


def ecm_faltantes(salida):
    return float(np.square(x_test - salida)[falta].mean())


print()
tabla(
    ["relleno con", "MSE solo en los que faltan", "MSE en todos (engaña)"],
    [
        [nombre, f"{ecm_faltantes(s):.4f}", f"{ecm(x_test, s):.4f}"]
        for nombre, s in [
            ("imagen promedio", del_promedio),
            ("autoencoder común", del_comun),
            ("autoencoder para imputar", imputadas),
        ]
    ],
)
pegadas = np.where(falta, imputadas, x_test)  # se conservan los píxeles visibles
galeria(
    [incompletas[:10], pegadas[:10], x_test[:10]], ["incompleta", "imputada", "original"], "Tarea 7"
)

# %% [markdown]
# ## Tarea 8 · Detección de anomalías
#
# Elija una clase «normal» y entrene un autoencoder solo con ella. El error de reconstrucción de cada imagen de test es
# su puntaje de anomalía. Imprima el ROC-AUC de la clase normal contra otra, o contra todas las demás.
#
# *Se mira* con qué clase se entrenó (una sola, del conjunto de entrenamiento), y el ROC-AUC que alcanza su error.
#
# *Pistas*
# - `x_train[y_train == clase]` elige la clase. Son unas 6000 imágenes: hacen falta más épocas, por ejemplo 30.
# - Un código chico ayuda: lo que no se aprendió no debe poder copiarse.
# - `roc_auc_score(es_anomalia, errores)` espera un puntaje **alto** en las anomalías, y el error lo es. Un resultado
#   cercano a 0 avisa que algo quedó al revés.

# %%
digito_normal = 0
ceros = x_train[y_train == digito_normal]
print("imágenes de entrenamiento:", ceros.shape)

mitad_a = keras.Sequential(
    [
        keras.Input((784,)),
        layers.Dense(128, activation="relu"),
        layers.Dense(32, activation="relu"),
        layers.Dense(8),
    ]
)
mitad_b = keras.Sequential(
    [
        keras.Input((8,)),
        layers.Dense(32, activation="relu"),
        layers.Dense(128, activation="relu"),
        layers.Dense(784, activation="sigmoid"),
    ]
)
vigilante = keras.Sequential([mitad_a, mitad_b])
vigilante.compile(optimizer="adam", loss="mse")
registro8 = vigilante.fit(ceros, ceros, epochs=30, batch_size=64, verbose=0)
print(f"pérdida: {registro8.history['loss'][0]:.4f} -> {registro8.history['loss'][-1]:.4f}")

# %%
puntaje = np.mean((x_test - vigilante.predict(x_test, batch_size=1000, verbose=0)) ** 2, axis=1)
anomala = (y_test != digito_normal).astype(int)
print(f"ROC-AUC de {digito_normal} contra todas las demás: {roc_auc_score(anomala, puntaje):.4f}")

# rival lineal: PCA de 8 componentes, ajustado con los mismos ceros
pca_ceros = PCA(8, random_state=0).fit(ceros)
puntaje_pca = np.mean((x_test - pca_ceros.inverse_transform(pca_ceros.transform(x_test))) ** 2, axis=1)
print(f"ROC-AUC con el error de PCA de 8:       {roc_auc_score(anomala, puntaje_pca):.4f}\n")

filas8 = []
for c in range(10):
    if c != digito_normal:
        par = (y_test == digito_normal) | (y_test == c)
        filas8.append([c, f"{puntaje[y_test == c].mean():.4f}", f"{roc_auc_score(anomala[par], puntaje[par]):.4f}"])
print(f"error medio de los {digito_normal}: {puntaje[anomala == 0].mean():.4f}")
tabla(["contra", "error medio", "ROC-AUC"], filas8)
curvas_hist({"normal": puntaje[anomala == 0], "anomalía": puntaje[anomala == 1]}, "Error de reconstrucción", "MSE de la imagen")


# %% [markdown]
# ## Tarea 9 · Hashing semántico
#
# Un código `sigmoid` de 32 unidades con un ruido fuerte **antes** de la sigmoide: para atravesarlo, la red aprende a dar
# valores cercanos a 0 o a 1. Córtelo en 0,5 y quedan 32 bits. Imprima qué parte de las activaciones está saturada (menor
# que 0,1 o mayor que 0,9), cuántos bits se usan, y la precisión: de las 100 imágenes más cercanas a una consulta por
# distancia de Hamming, cuántas son de su clase. Dibuje algunas consultas junto a sus vecinas.
#
# *Se mira* que el código sea de 32 y esté saturado, cuántos bits se usan de verdad, la precisión, los números impresos, y
# la figura.
#
# *Pistas*
# - El ruido que conviene tiene desviación 4, pero `GaussianNoise` no acepta más de 1. `Rescaling(0.25)`,
#   `GaussianNoise(1.0)` y `Rescaling(4.0)`, en ese orden y antes de `Activation("sigmoid")`, hacen lo mismo.
# - El ruido se apaga solo en `predict`. Con ruido, los bits cambiarían en cada llamada.
# - Un código `relu` también tiene casi todo por debajo de 0,1 o por encima de 0,9, y no es binario.
# - Un bit que vale lo mismo para todas las imágenes no se usa. Es normal que queden sin usar la mitad o más.
# - Distancia de Hamming entre bits 0/1: `a @ (1 - b).T + (1 - a) @ b.T` cuenta los que difieren, para todos los pares.

# %%
class Huella(keras.Model):
    """32 bits: ruido gaussiano de desviación 4 antes de la sigmoide, solo al entrenar."""

    def __init__(self, bits=32, sigma=4.0):
        super().__init__()
        self.sigma = sigma
        self.dado = keras.random.SeedGenerator(99)
        self.antes = keras.Sequential(
            [layers.Dense(256, activation="relu"), layers.Dense(128, activation="relu"), layers.Dense(bits)]
        )
        self.despues = keras.Sequential(
            [
                layers.Dense(128, activation="relu"),
                layers.Dense(256, activation="relu"),
                layers.Dense(784, activation="sigmoid"),
            ]
        )

    def codificar(self, x):
        return ops.sigmoid(self.antes(x))  # sin ruido

    def decodificar(self, z):
        return self.despues(z)

    def bits(self, x):
        return (a_np(self.codificar(x)) > 0.5).astype("float32")

    def call(self, x, training=False):
        u = self.antes(x)
        if training:
            u = u + self.sigma * keras.random.normal(ops.shape(u), seed=self.dado)
        return self.decodificar(ops.sigmoid(u))


huella = Huella()
huella.compile(optimizer="adam", loss="binary_crossentropy")
registro9 = huella.fit(x_train, x_train, epochs=12, batch_size=256, verbose=0)
print("entropía cruzada por época:", [round(v, 4) for v in registro9.history["loss"]])

# %%
suaves = a_np(huella.codificar(x_test))
print(f"saturadas (<0.1 o >0.9): {np.mean((suaves < 0.1) | (suaves > 0.9)):.3f}")

b_test = huella.bits(x_test)
unos = b_test.mean(axis=0)
print(f"bits que cambian alguna vez: {int(np.sum((unos > 0) & (unos < 1)))} de 32")
print(f"bits con al menos 1 % de cada valor: {int(np.sum((unos > 0.01) & (unos < 0.99)))} de 32")
print(f"códigos distintos en test: {len(np.unique(b_test, axis=0))} de {len(b_test)}")
print(f"MSE con el código cortado a 0/1: {ecm(x_test, a_np(huella.decodificar(b_test))):.4f}")


def hamming(p, q):
    return p @ (1 - q).T + (1 - p) @ q.T


# consultas de test contra una colección de entrenamiento: ninguna se encuentra a sí misma
coleccion, y_coleccion = x_train[:20000], y_train[:20000]
n_consultas = 1000
dist = hamming(b_test[:n_consultas], huella.bits(coleccion))
cercanas = np.argsort(dist, axis=1, kind="stable")[:, :100]
precision = np.mean(y_coleccion[cercanas] == y_test[:n_consultas, None])
print(f"precisión entre las 100 más cercanas: {precision:.3f} (al azar, cerca de 0.100)")

for c in range(5):
    print(f"consulta {c} (clase {y_test[c]}): vecinas", y_coleccion[cercanas[c, :9]], "distancias", dist[c, cercanas[c, :9]].astype(int))
galeria(
    [np.vstack([x_test[c : c + 1], coleccion[cercanas[c, :9]]]) for c in range(5)],
    [f"consulta {y_test[c]}" for c in range(5)],
    "Consulta (primera columna) y sus vecinas por Hamming",
)


# %% [markdown]
# ## Tarea 10 · El decoder como clave
#
# Entrene dos autoencoders iguales desde pesos iniciales distintos. Codifique imágenes de test con el primero y
# decodifíquelas con su propio decoder y con el del otro. Imprima los dos MSE y dibuje original, decodificada con la clave
# y decodificada con la clave equivocada.
#
# *Se mira* que los códigos vuelvan con su decoder y no con el otro (peor que la imagen promedio), que los dos modelos
# estén entrenados, los dos números impresos, y la figura.
#
# *Pistas*
# - El mismo ancho de código en los dos, o el segundo decoder ni siquiera los acepta.
# - Dos modelos construidos uno después del otro ya empiezan con pesos distintos. Si vuelve a fijar la **misma** semilla
#   entre uno y otro, son el mismo modelo, y la clave equivocada abre.
# - Un decoder sin entrenar tampoco abre nada: no prueba nada.

# %%
class Cofre:
    """codificar cierra el cofre; decodificar es la llave que lo abre."""

    def __init__(self, ancho=32):
        self.cerrojo = [
            layers.Dense(256, activation="relu"),
            layers.Dense(128, activation="relu"),
            layers.Dense(ancho),
        ]
        self.llave = [
            layers.Dense(128, activation="relu"),
            layers.Dense(256, activation="relu"),
            layers.Dense(784, activation="sigmoid"),
        ]

    def codificar(self, x):
        for capa in self.cerrojo:
            x = capa(x)
        return x

    def decodificar(self, z):
        for capa in self.llave:
            z = capa(z)
        return z

    def entrenar(self, x, epocas=7, lote=256):
        self.decodificar(self.codificar(x[:1]))  # crea los pesos
        w = [v for capa in self.cerrojo + self.llave for v in capa.trainable_variables]
        self.peso_inicial = a_np(w[0]).copy()
        adam = keras.optimizers.Adam(1e-3)
        adam.build(w)

        @tf.function
        def paso(bloque):
            with tf.GradientTape() as cinta:
                perdida = tf.reduce_mean(tf.square(bloque - self.decodificar(self.codificar(bloque))))
            adam.apply_gradients(zip(cinta.gradient(perdida, w), w))
            return perdida

        for _ in range(epocas):
            orden = np.random.permutation(len(x))
            ultimas = [float(paso(tf.convert_to_tensor(x[orden[i : i + lote]]))) for i in range(0, len(x) - lote + 1, lote)]
        return float(np.mean(ultimas))


cofres = []
for numero in range(2):  # dos cofres iguales, con pesos iniciales distintos (no se vuelve a fijar la semilla)
    nuevo_cofre = Cofre()
    perdida_final = nuevo_cofre.entrenar(x_train)
    cofres.append(nuevo_cofre)
    print(f"cofre {numero}: mse de la última época {perdida_final:.4f}")

# %%
# Comprobación: los dos partieron de pesos distintos y los dos aprendieron
diferencia = np.abs(cofres[0].peso_inicial - cofres[1].peso_inicial).mean()
print(f"diferencia media entre los pesos iniciales: {diferencia:.4f}")
for numero, cofre in enumerate(cofres):
    print(f"cofre {numero}: MSE test {ecm(x_test, a_np(cofre.decodificar(cofre.codificar(x_test)))):.4f}")

# %%
secretos = cofres[0].codificar(x_test)
con_llave = a_np(cofres[0].decodificar(secretos))
con_otra = a_np(cofres[1].decodificar(secretos))

tabla(
    ["códigos del cofre 0, abiertos con", "MSE test"],
    [
        ["su propia llave (decoder 0)", f"{ecm(x_test, con_llave):.4f}"],
        ["la llave equivocada (decoder 1)", f"{ecm(x_test, con_otra):.4f}"],
        ["(imagen promedio, sin código)", f"{ecm_promedio:.4f}"],
    ],
)
galeria([x_test[:10], con_llave[:10], con_otra[:10]], ["original", "con la clave", "clave equivocada"], "Tarea 10")

# %% [markdown]
# ## Tarea 11 · Datos sintéticos
#
# Tome códigos de imágenes de entrenamiento, muévalos un poco (hacia un vecino de la misma clase, o con un ruido chico) y
# decodifíquelos. Dibuje imágenes nuevas junto a reales. Imprima a qué distancia está cada una de la imagen de
# entrenamiento más parecida, y cuántas clases distintas hay entre ellas.
#
# *Se mira* que las imágenes nuevas parezcan dígitos, que haya variedad, que no sean copias de las de entrenamiento, los
# dos números impresos, y la figura.
#
# *Pistas*
# - No sortee códigos de una normal cualquiera: un autoencoder común no dice dónde hay códigos y dónde no, y salen manchas.
# - `z = a + u * (b - a)`, con `b` uno de los 5 códigos de su clase más cercanos a `a`, y `u` entre 0,25 y 0,75. Con `u` = 0
#   sale una copia.
# - Si prefiere el ruido, mídalo por unidad (`z.std(axis=0)`): hay unidades con valores grandes y otras con chicos.
# - Para contar clases sirve un clasificador de vecinos entrenado con imágenes reales.

# %%
K = 20
x_in = keras.Input((784,))
v = layers.Dense(256, activation="relu")(x_in)
v = layers.Dense(128, activation="relu")(v)
a_latente = keras.Model(x_in, layers.Dense(K)(v))

l_in = keras.Input((K,))
v = layers.Dense(128, activation="relu")(l_in)
v = layers.Dense(256, activation="relu")(v)
dibujante = keras.Model(l_in, layers.Dense(784, activation="sigmoid")(v))

fabrica = keras.Model(x_in, dibujante(a_latente(x_in)))
fabrica.compile(optimizer="adam", loss="mse")
fabrica.fit(x_train, x_train, epochs=10, batch_size=256, verbose=0)
print(f"MSE test: {ecm(x_test, fabrica.predict(x_test, batch_size=1000, verbose=0)):.4f}")

# %%
azar = np.random.default_rng(11)
codigos = a_latente.predict(x_train, batch_size=2000, verbose=0)

z_nuevos = []
for c in range(10):
    propios = codigos[y_train == c]
    for i in azar.choice(len(propios), 6, replace=False):
        cerca = np.argsort(np.sum((propios - propios[i]) ** 2, axis=1))[1:6]  # 5 vecinos de su clase
        otro = propios[azar.choice(cerca)]
        z_nuevos.append(propios[i] + azar.uniform(0.3, 0.7) * (otro - propios[i]))
z_nuevos = np.array(z_nuevos, dtype="float32")
inventadas = dibujante.predict(z_nuevos, verbose=0)

# distancia euclídea (784 píxeles) a la imagen de entrenamiento más parecida
buscador = NearestNeighbors(n_neighbors=1, algorithm="brute").fit(x_train)
d_inv, i_inv = buscador.kneighbors(inventadas)
d_test, _ = buscador.kneighbors(x_test[:60])
print("distancia de cada imagen nueva a la de entrenamiento más parecida:")
for c in range(10):
    print(f"  desde la clase {c}:", "  ".join(f"{d:.2f}" for d in d_inv[6 * c : 6 * c + 6, 0]))
print(f"nuevas:       mínima {d_inv.min():.2f}  media {d_inv.mean():.2f}")
print(f"test (reales): mínima {d_test.min():.2f}  media {d_test.mean():.2f}")

juez = KNeighborsClassifier(5).fit(x_train[:20000], y_train[:20000])
dichas = juez.predict(inventadas)
origen = np.repeat(np.arange(10), 6)
print(f"clases distintas entre las nuevas: {len(np.unique(dichas))} de 10")
print(f"el juez les da la clase de la que salieron: {np.mean(dichas == origen):.3f}")

ejemplos = np.arange(10) * 6
reales = np.array([x_train[y_train == c][0] for c in range(10)])
galeria(
    [reales, inventadas[ejemplos], inventadas[ejemplos + 1], inventadas[ejemplos + 2], x_train[i_inv[ejemplos + 2, 0]]],
    ["reales", "nuevas", "nuevas", "nuevas", "la más parecida\na la fila anterior"],
    "Tarea 11",
)

# %% [markdown]
# ## Antes de entregar
# Esta celda no califica: solo avisa qué nombres no encuentra. Si usó otros, no le haga caso.

# %%
nombres = (
    "ae_multicapa ae_convolucional ae_l1 ae_kl ae_reduccion ae_knn ae_imputacion ae_anomalias ae_hash ae_clave ae_otro "
    "ae_sintetico"
)
pendientes = [nombre for nombre in nombres.split() if globals().get(nombre, ...) is ...]
print("Falta completar:", ", ".join(pendientes) or "nada")

# %% [markdown]
# ## Conclusiones
# Donde más aporta el código es en los usos que PCA no resuelve igual de bien: reducir a dos dimensiones (los vecinos quedan mucho más ordenados por clase) e imputar, porque ahí la red se entrena exactamente para lo que se le pide. Para AEkNN alcanzaba con PCA de 32: se gana el mismo tiempo y el acierto es parecido, y PCA casi no cuesta nada. En anomalías el rival lineal también es serio, por eso dejé su ROC-AUC impreso al lado.
