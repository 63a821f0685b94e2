# %% [markdown]
# # Clase 156 · Ejercicios: cinco autoencoders
#
# **Nombre y apellido:** Martín Olguín
#
# Cinco ejercicios de 20 puntos cada uno, en este mismo notebook. Puede entregar solo algunos: los que falten figuran
# como no entregados y no estropean los demás.
#
# | ejercicio | qué hay que entregar | nombre que se espera |
# |---|---|---|
# | 1 · simple | un autoencoder 784 → 64 → 784, y reconstrucciones junto a sus originales | `ae_simple` |
# | 2 · espacio latente 2D | un autoencoder con un código de **2** números, y el scatter de los códigos por clase | `ae_2d` |
# | 3 · denoising | un autoencoder que recibe la imagen **con ruido** y devuelve la **limpia**, y una figura que lo muestre | `ae_ruido` |
# | 4 · disperso | un autoencoder con L1 sobre las **activaciones** del código, y una inspección de esas activaciones | `ae_disperso` |
# | 5 · anomalías | un autoencoder entrenado **solo con una clase**, y el ROC-AUC de su error de reconstrucción | `ae_anomalias` |
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
from sklearn.metrics import roc_auc_score

keras.utils.set_random_seed(156)

# %% [markdown]
# ## Los datos
# MNIST trae 60 000 imágenes de entrenamiento y 10 000 de test, de 28×28 píxeles entre 0 y 255, en diez clases. Esta
# celda ya está lista: deja cada imagen como una fila de 784 números entre 0 y 1. Si prefiere Fashion-MNIST, cambie
# `mnist` por `fashion_mnist`; también puede usar un conjunto en un ejercicio y el otro en otro.
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
# Herramientas para todo el notebook: un modelo base, el bucle de entrenamiento y la figura.
class Autoencoder(keras.Model):
    """Encoder y decoder densos; `ocultas` va de la imagen hacia el código."""

    def __init__(self, dim_codigo, ocultas=(), activacion_codigo="relu", **kwargs):
        super().__init__(**kwargs)
        self.encoder = keras.Sequential(
            [keras.Input(shape=(784,))]
            + [layers.Dense(u, activation="relu") for u in ocultas]
            + [layers.Dense(dim_codigo, activation=activacion_codigo)]
        )
        self.decoder = keras.Sequential(
            [keras.Input(shape=(dim_codigo,))]
            + [layers.Dense(u, activation="relu") for u in reversed(ocultas)]
            + [layers.Dense(784, activation="sigmoid")]
        )

    def call(self, x, training=False):
        return self.decoder(self.encoder(x, training=training), training=training)


def bce(objetivo, reconstruccion):
    return tf.reduce_mean(keras.losses.binary_crossentropy(objetivo, reconstruccion))


def perdida_bce(modelo, x):
    return bce(x, modelo(x, training=True))


def entrenar(modelo, perdida, datos, epocas, tam_lote=256, lr=1e-3):
    """`datos` es una tupla de arrays; `perdida(modelo, *lote)` devuelve un escalar."""
    orden_rng = np.random.default_rng(0)
    modelo(datos[0][:2])
    variables = modelo.trainable_variables
    opt = keras.optimizers.Adam(lr)
    opt.build(variables)

    @tf.function
    def paso(*lote):
        with tf.GradientTape() as cinta:
            valor = perdida(modelo, *lote)
        gradientes = cinta.gradient(valor, variables)
        opt.apply_gradients(zip(gradientes, variables))
        return valor

    n = len(datos[0])
    historia = []
    for epoca in range(epocas):
        orden = orden_rng.permutation(n)
        valores = []
        for i in range(0, n - tam_lote + 1, tam_lote):
            idx = orden[i : i + tam_lote]
            valores.append(float(paso(*[tf.constant(d[idx]) for d in datos])))
        historia.append(np.mean(valores))
        print(f"época {epoca + 1:2d}/{epocas}  pérdida {historia[-1]:.4f}")
    return historia


def mostrar(filas, n=10):
    fig, ejes = plt.subplots(len(filas), n, figsize=(1.3 * n, 1.5 * len(filas)))
    for f, (titulo, imagenes) in enumerate(filas):
        for i in range(n):
            ejes[f, i].imshow(imagenes[i].reshape(28, 28), cmap="gray", vmin=0, vmax=1)
            ejes[f, i].axis("off")
        ejes[f, 0].set_title(titulo, loc="left", fontsize=10)
    plt.tight_layout()
    plt.show()

# %% [markdown]
# Para saber si un modelo aprendió algo hace falta con qué compararlo. Estos son los MSE por píxel en test:
#
# | sin ninguna red | MNIST | Fashion-MNIST |
# |---|---|---|
# | dibujar siempre la imagen promedio | 0,067 | 0,087 |
# | PCA con 2 componentes | 0,056 | 0,046 |
# | PCA con 64 componentes | 0,0090 | 0,0104 |

# %% [markdown]
# ## Ejercicio 1 · Autoencoder simple
#
# Un encoder de 784 a 64 y un decoder de 64 a 784, entrenados para que la salida sea igual a la entrada. Muestre unas
# diez imágenes de test y, debajo de cada una, su reconstrucción.
#
# *Se mira* que el código tenga 64 números, que el modelo esté entrenado, su MSE en test frente al de PCA con 64
# componentes, y que la figura muestre originales y reconstrucciones.
#
# *Pistas*
# - Alcanza con una `Dense(64)` y una `Dense(784, activation="sigmoid")`, unas 10 épocas y `batch_size=256`.
# - La entrada y el objetivo de `fit` son las mismas imágenes; las etiquetas no hacen falta.

# %%
# Un autoencoder no usa las etiquetas, así que se pueden aprovechar las 70 000 imágenes.
x_todas = np.concatenate([x_train, x_test])
print("imágenes:", x_todas.shape)

ae_simple = Autoencoder(64, name="ae_simple")
historia = entrenar(ae_simple, perdida_bce, (x_todas,), epocas=10)

# %%
rec = ae_simple.predict(x_test, batch_size=256, verbose=0)
print("código:", ae_simple.encoder.predict(x_test[:5], verbose=0).shape)
print(f"MSE en test: {np.mean((x_test - rec) ** 2):.4f}  (PCA-64: 0.0090)")
mostrar([("original", x_test), ("reconstrucción", rec)])

# %% [markdown]
# ## Ejercicio 2 · Espacio latente 2D
#
# Un autoencoder cuyo código tiene exactamente 2 números. Dibuje los códigos de 1000 imágenes de test o más, cada punto
# del color de su clase.
#
# *Se mira* que el código sea de 2, su MSE frente al de PCA con 2 componentes, si los vecinos de cada punto son de su
# misma clase, y que el scatter tenga 1000 puntos o más con los colores de sus clases.
#
# *Pistas*
# - Los dos números salen del propio encoder. PCA o t-SNE sobre un código más ancho es otra cosa.
# - Con tan pocos números hacen falta capas ocultas de los dos lados, por ejemplo 784-512-128-2-128-512-784. Sin ellas no
#   se puede superar a PCA.
# - Deje la capa del código sin activación: con `relu` una coordenada puede quedar en cero para siempre.
# - `plt.scatter(z[:, 0], z[:, 1], c=y_test[:len(z)], cmap="tab10")` y después `plt.colorbar()`.

# %%
class Autoencoder2D(Autoencoder):
    """Código de 2 números, con una cabeza que ayuda a que el plano quede ordenado."""

    def __init__(self, **kwargs):
        super().__init__(2, ocultas=(256, 64), activacion_codigo=None, **kwargs)
        self.cabeza = keras.Sequential(
            [keras.Input(shape=(2,)), layers.Dense(32, activation="relu"), layers.Dense(10)]
        )


def perdida_2d(modelo, x, y):
    z = modelo.encoder(x, training=True)
    reconstruccion = bce(x, modelo.decoder(z, training=True))
    orden = tf.reduce_mean(
        keras.losses.sparse_categorical_crossentropy(y, modelo.cabeza(z, training=True), from_logits=True)
    )
    return reconstruccion + 0.1 * orden


ae_2d = Autoencoder2D(name="ae_2d")
historia = entrenar(ae_2d, perdida_2d, (x_train, y_train.astype("int32")), epocas=8)

mse_2d = np.mean((x_test - ae_2d.predict(x_test, batch_size=256, verbose=0)) ** 2)
print(f"MSE en test: {mse_2d:.4f}  (PCA-2: 0.056)")

# %%
z = ae_2d.encoder.predict(x_test[:3000], batch_size=256, verbose=0)
print("códigos:", z.shape)

plt.figure(figsize=(8, 7))
plt.scatter(z[:, 0], z[:, 1], c=y_test[: len(z)], cmap="tab10", s=8)
plt.colorbar(ticks=range(10), label="dígito")
plt.xlabel("primer número del código")
plt.ylabel("segundo número del código")
plt.title("Lo que el autoencoder descubre con 2 números")
plt.show()

# %% [markdown]
# ## Ejercicio 3 · Denoising
#
# Sume a las imágenes un ruido normal de desviación 0,5 y entrene con la imagen ruidosa como entrada y la limpia como
# objetivo. Muestre algunas imágenes de test: original, con ruido y reconstruida.
#
# *Se mira* que el modelo se haya entrenado con pares ruidosa → limpia, y cuánto baja el error con un ruido nuevo, del
# mismo tipo que el que usted eligió (recortado a 0..1 o no).
#
# *Pistas*
# - `rng.normal(x.shape)` **no** da un ruido con la forma de `x`: toma la forma como media y devuelve un número por eje.
#   Lo que hace falta es `rng.normal(size=x.shape)`.
# - El ruido va en la entrada y solo ahí. Si también está en el objetivo, el modelo aprende a dibujar ruido.
# - Recortar con `np.clip(..., 0, 1)` es optativo. Si recorta en entrenamiento, recorte igual en test.

# %%
rng = np.random.default_rng(156)


class AutoencoderRuido(keras.Model):
    """El ruido (normal, desviación 0,5) cambia en cada lote y solo está al entrenar."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.encoder = keras.Sequential([keras.Input(shape=(784,)), layers.Dense(64, activation="relu")])
        self.ruido = layers.GaussianNoise(0.5)
        self.decoder = keras.Sequential([keras.Input(shape=(64,)), layers.Dense(784, activation="sigmoid")])

    def call(self, x, training=False):
        h = self.encoder(x)
        h = self.ruido(h, training=training)
        return self.decoder(h)


ae_ruido = AutoencoderRuido(name="ae_ruido")
# con training=True el modelo trabaja con ruido; el objetivo es siempre la imagen limpia
historia = entrenar(ae_ruido, perdida_bce, (x_train,), epocas=10)

# %%
x_test_ruido = (x_test + 0.5 * rng.normal(size=x_test.shape)).astype("float32")
rec = ae_ruido.predict(x_test_ruido, batch_size=256, verbose=0)

antes = np.mean((x_test_ruido - x_test) ** 2)
despues = np.mean((rec - x_test) ** 2)
print(f"error contra la limpia: antes {antes:.4f}, después {despues:.4f} ({antes / despues:.1f} veces menos)")
mostrar([("original", x_test), ("con ruido", x_test_ruido), ("reconstruida", rec)], n=8)

# %% [markdown]
# ## Ejercicio 4 · Autoencoder disperso
#
# Como el ejercicio 1, pero con `keras.regularizers.l1(1e-3)` sobre las activaciones del código, para que cada imagen use
# pocas unidades. Inspeccione esas activaciones: imprima o dibuje cuántas quedan cerca de cero.
#
# *Se mira* que haya una penalización sobre el código, que sus activaciones sean mucho más dispersas que sin ella, que el
# modelo todavía reconstruya (bastante mejor que la imagen promedio), y que la inspección esté.
#
# *Pistas*
# - El argumento es `activity_regularizer`. `kernel_regularizer` penaliza los pesos, que es otra cosa.
# - Use `relu` en el código: con `sigmoid` ninguna activación llega a cero.
# - Mida la dispersión sin unidades, por ejemplo la parte de las activaciones que está por debajo del 1 % de la mayor. La
#   media de |z| sola engaña: el decoder puede compensar un código más chico.
# - Que muchas unidades queden muertas (cero para todas las imágenes) es normal con una penalización así.

# %%
l1 = keras.regularizers.l1(1e-3)


def perdida_dispersa(modelo, x):
    z = modelo.encoder(x, training=True)
    rec = modelo.decoder(z, training=True)
    # l1 suma sobre todo el lote: se divide para que quede por imagen
    return bce(x, rec) + l1(z) / tf.cast(tf.shape(x)[0], tf.float32)


ae_disperso = Autoencoder(64, activacion_codigo="relu", name="ae_disperso")
historia = entrenar(ae_disperso, perdida_dispersa, (x_train,), epocas=10)

# %%
z = ae_disperso.encoder.predict(x_test, batch_size=256, verbose=0)
rec = ae_disperso.predict(x_test, batch_size=256, verbose=0)
print(f"MSE en test: {np.mean((x_test - rec) ** 2):.4f}  (imagen promedio: 0.067)")

umbral = 0.01 * z.max()
apagada = z < umbral
media_por_unidad = z.mean(axis=1)
unidades_muertas = np.all(apagada, axis=1).sum()

print(f"activación media {z.mean():.4f}, máxima {z.max():.4f}")
print(f"parte cerca de cero (menos del 1 % de la mayor): {apagada.mean():.3f}")
print(f"media por unidad: entre {media_por_unidad.min():.4f} y {media_por_unidad.max():.4f}")
print(f"unidades muertas: {unidades_muertas} de 64")

fig, (izq, der) = plt.subplots(1, 2, figsize=(12, 4))
izq.hist(z.ravel(), bins=60, log=True)
izq.set_title("todas las activaciones del código")
izq.set_xlabel("activación")
der.hist(media_por_unidad, bins=30, color="tab:orange")
der.set_title("activación media de las unidades")
der.set_xlabel("media")
plt.tight_layout()
plt.show()

# %% [markdown]
# ## Ejercicio 5 · Detección de anomalías
#
# Elija una clase «normal» y entrene un autoencoder solo con ella. El error de reconstrucción de cada imagen de test es
# su puntaje de anomalía. Imprima el ROC-AUC de la clase normal contra la clase que elija como anomalía, o contra todas
# las demás.
#
# *Se mira* con qué clase se entrenó (una sola, del conjunto de entrenamiento), y el ROC-AUC que alcanza su error.
#
# *Pistas*
# - `x_train[y_train == clase]` elige la clase. Las etiquetas se usan para eso y para evaluar.
# - Un código chico ayuda: lo que no se aprendió no debe poder copiarse.
# - `roc_auc_score(es_anomalia, errores)` espera un puntaje **alto** en las anomalías, y el error lo es. Un resultado
#   cercano a 0 avisa que algo quedó al revés.

# %%
clase_normal = 0
x_normal = x_train[y_train == clase_normal]
print("imágenes normales:", x_normal.shape)


def perdida_mse(modelo, x):
    return tf.reduce_mean(tf.square(x - modelo(x, training=True)))


ae_anomalias = Autoencoder(16, ocultas=(128,), activacion_codigo=None, name="ae_anomalias")

# 6000 imágenes son pocas para empezar de cero: primero aprende los trazos con todo el entrenamiento...
print("preentrenamiento")
entrenar(ae_anomalias, perdida_mse, (x_train,), epocas=5)
# ... y después se especializa en la clase normal
print("clase normal")
historia = entrenar(ae_anomalias, perdida_mse, (x_normal,), epocas=10, tam_lote=128, lr=3e-4)

# %%
rec = ae_anomalias.predict(x_test, batch_size=256, verbose=0)
errores = np.mean(np.square(x_test - rec), axis=1)
es_anomalia = y_test != clase_normal

auc = roc_auc_score(es_anomalia, errores)
print(f"error medio: normal {errores[~es_anomalia].mean():.4f}, anomalías {errores[es_anomalia].mean():.4f}")
print(f"ROC-AUC del error, clase {clase_normal} contra las demás: {auc:.3f}")

bordes = np.linspace(0, errores.max(), 60)
plt.figure(figsize=(8, 4))
plt.hist(errores[~es_anomalia], bordes, density=True, alpha=0.6, label="normal")
plt.hist(errores[es_anomalia], bordes, density=True, alpha=0.6, label="anomalía")
plt.xlabel("MSE de reconstrucción")
plt.legend()
plt.show()

# %% [markdown]
# ## Antes de entregar
# Esta celda no califica: solo avisa qué nombres no encuentra. Si usó otros, no le haga caso.

# %%
pendientes = [
    nombre
    for nombre in ("ae_simple", "ae_2d", "ae_ruido", "ae_disperso", "ae_anomalias")
    if globals().get(nombre, ...) is ...
]
print("Falta completar:", ", ".join(pendientes) or "nada")

# %% [markdown]
# ## Conclusiones
# Al pasar de 64 números a 2 se pierden los detalles del trazo: las reconstrucciones quedan borrosas y parecidas al
# promedio de su clase. Se gana una representación que se puede mirar entera en un plano.
