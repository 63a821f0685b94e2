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
# # Clase 156 · Ejercicios: cinco autoencoders
#
# **Nombre y apellido:** Diego Salvatierra
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


# %% [markdown]
# Para saber si un modelo aprendió algo hace falta con qué compararlo. Estos son los MSE por píxel en test:
#
# | sin ninguna red | MNIST | Fashion-MNIST |
# |---|---|---|
# | dibujar siempre la imagen promedio | 0,067 | 0,087 |
# | PCA con 2 componentes | 0,056 | 0,046 |
# | PCA con 64 componentes | 0,0090 | 0,0104 |

# %% [markdown]
# ## La clase que uso en los cinco ejercicios
# Una clase común de Python: guarda capas sueltas, sabe codificar y decodificar, y se entrena con su propio bucle. Las
# subclases cambian las capas, lo que entra (denoising) o la pérdida (disperso).

# %%
class Autoencoder:
    """784 -> n_codigo -> 784. No es un keras.Model."""

    def __init__(self, n_codigo=64, lr=1e-3):
        self.n_codigo = n_codigo
        self.crear_capas()
        self(tf.zeros((1, 784)))  # crea los pesos antes de que se trace el paso
        self.opt = keras.optimizers.Adam(lr)
        self.opt.build(self.variables)
        self.historia = []

    # --- el modelo
    def crear_capas(self):
        self.d1 = layers.Dense(self.n_codigo, activation="relu")
        self.d2 = layers.Dense(784, activation="sigmoid")
        self.capas = [self.d1, self.d2]

    def encode(self, x):
        return self.d1(x)

    def decode(self, z):
        return self.d2(z)

    def __call__(self, x):
        return self.decode(self.encode(x))

    @property
    def variables(self):
        return [v for capa in self.capas for v in capa.trainable_variables]

    # --- el entrenamiento
    def entrada(self, x):
        """Lo que ve el encoder al entrenar."""
        return x

    def perdida(self, x, z, salida):
        return tf.reduce_mean(tf.square(x - salida))

    def antes_de_la_epoca(self, epoca):
        pass

    @tf.function
    def paso(self, x):
        with tf.GradientTape() as cinta:
            z = self.encode(self.entrada(x))
            valor = self.perdida(x, z, self.decode(z))
        gradientes = cinta.gradient(valor, self.variables)
        self.opt.apply_gradients(zip(gradientes, self.variables))
        return valor

    def fit(self, x, epocas=10, lote=128, cada=3):
        azar = np.random.default_rng(156)
        for epoca in range(epocas):
            self.antes_de_la_epoca(epoca)
            orden = azar.permutation(len(x))
            valores = []
            for i in range(0, len(x), lote):
                valores.append(float(self.paso(tf.convert_to_tensor(x[orden[i:i + lote]]))))
            self.historia.append(np.mean(valores))
            if epoca % cada == 0 or epoca == epocas - 1:
                print(f"época {epoca + 1:2d}/{epocas}  pérdida {self.historia[-1]:.5f}")
        return self


class AutoencoderProfundo(Autoencoder):
    """784 -> a -> b -> n_codigo -> b -> a -> 784, con el código lineal."""

    def __init__(self, n_codigo, ocultas=(512, 128), lr=1e-3):
        self.ocultas = ocultas
        super().__init__(n_codigo, lr)

    def crear_capas(self):
        a, b = self.ocultas
        self.d1 = layers.Dense(a, activation="relu")
        self.d2 = layers.Dense(b, activation="relu")
        self.d3 = layers.Dense(self.n_codigo)
        self.d4 = layers.Dense(b, activation="relu")
        self.d5 = layers.Dense(a, activation="relu")
        self.d6 = layers.Dense(784, activation="sigmoid")
        self.capas = [self.d1, self.d2, self.d3, self.d4, self.d5, self.d6]

    def encode(self, x):
        return self.d3(self.d2(self.d1(x)))

    def decode(self, z):
        return self.d6(self.d5(self.d4(z)))


def dibujar_filas(filas):
    """filas: lista de (título, imágenes)."""
    n = len(filas[0][1])
    fig, ejes = plt.subplots(len(filas), n, figsize=(1.3 * n, 1.5 * len(filas)))
    for f, (titulo, imagenes) in enumerate(filas):
        for j in range(n):
            ejes[f, j].imshow(np.reshape(imagenes[j], (28, 28)), cmap="gray", vmin=0, vmax=1)
            ejes[f, j].axis("off")
        ejes[f, 0].set_title(titulo, fontsize=10, loc="left")
    plt.tight_layout()
    plt.show()


def mse(a, b):
    return float(np.mean((np.asarray(a) - np.asarray(b)) ** 2))


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
basico = Autoencoder(n_codigo=64)
basico.fit(x_train, epocas=12)

# %%
codigos_basico = basico.encode(x_test).numpy()
salida = basico.decode(codigos_basico).numpy()
print("código:", codigos_basico.shape)
print(f"MSE en test: {mse(x_test, salida):.4f}   (PCA con 64: 0.0090)")

dibujar_filas([("original", x_test[:10]), ("reconstruida", salida[:10])])

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
plano = AutoencoderProfundo(n_codigo=2, ocultas=(512, 128))
plano.fit(x_train, epocas=12, lote=256)

# %%
puntos = plano.encode(x_test).numpy()
print("código:", puntos.shape)
print(f"MSE en test: {mse(x_test, plano(x_test)):.4f}   (PCA con 2: 0.056)")

cuantos = 3000
fig, eje = plt.subplots(figsize=(8, 7))
dibujo = eje.scatter(puntos[:cuantos, 0], puntos[:cuantos, 1], c=y_test[:cuantos], cmap="tab10", s=6)
fig.colorbar(dibujo, ax=eje, label="dígito")
eje.set(xlabel="$z_1$", ylabel="$z_2$", title=f"Códigos de {cuantos} imágenes de test")
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
class AutoencoderRuido(AutoencoderProfundo):
    """Al entrenar ensucia la entrada con un ruido distinto en cada lote; el objetivo es la imagen limpia."""

    def __init__(self, n_codigo, ocultas, sigma=0.5):
        self.sigma = sigma
        super().__init__(n_codigo, ocultas)

    def entrada(self, x):
        return x + self.sigma * tf.random.normal(tf.shape(x))


limpiador = AutoencoderRuido(n_codigo=64, ocultas=(256, 128), sigma=0.5)
limpiador.fit(x_train, epocas=12)

# %%
# El mismo ruido que en el entrenamiento: normal de desviación 0,5, sin recortar
rng = np.random.default_rng(156)
x_sucio = (x_test + 0.5 * rng.normal(size=x_test.shape)).astype("float32")
x_limpio = limpiador(x_sucio).numpy()

print(f"MSE con ruido:    {mse(x_test, x_sucio):.4f}")
print(f"MSE reconstruida: {mse(x_test, x_limpio):.4f}")

dibujar_filas([("original", x_test[:8]), ("con ruido", x_sucio[:8]), ("reconstruida", x_limpio[:8])])


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
class AutoencoderDisperso(Autoencoder):
    """Suma a la pérdida la L1 de las activaciones del código (suma por imagen, promedio en el lote).

    La primera época va sin penalización y la segunda con la mitad: si la L1 entra entera cuando el decoder
    todavía no sabe nada, puede apagar casi todas las unidades antes de que sirvan para algo.
    """

    def __init__(self, n_codigo=64, l1=1e-3):
        self.l1 = keras.regularizers.l1(l1)
        self.factor = tf.Variable(0.0, trainable=False)
        super().__init__(n_codigo)

    def antes_de_la_epoca(self, epoca):
        self.factor.assign(min(1.0, epoca / 2))

    def perdida(self, x, z, salida):
        error = tf.reduce_mean(tf.square(x - salida))
        imagenes = tf.cast(tf.shape(z)[0], tf.float32)
        return error + self.factor * self.l1(z) / imagenes


disperso = AutoencoderDisperso(n_codigo=64, l1=1e-3)
disperso.fit(x_train, epocas=14)

# %%
codigos_disperso = disperso.encode(x_test).numpy()

for nombre, z in (("básico", codigos_basico), ("disperso", codigos_disperso)):
    chicas = z < 0.01 * z.max()
    muertas = (z.max(axis=0) == 0).sum()
    print(f"{nombre:9s} media {z.mean():.4f} | cerca de cero {100 * chicas.mean():.1f} % | "
          f"activas por imagen {(~chicas).sum(axis=1).mean():.1f} | muertas {muertas} de {z.shape[1]}")

print(f"MSE en test: {mse(x_test, disperso(x_test)):.4f}   (imagen promedio: 0.067)")

fig, ejes = plt.subplots(1, 2, figsize=(11, 3.5), sharey=True)
for eje, nombre, z in zip(ejes, ("básico", "disperso"), (codigos_basico, codigos_disperso)):
    eje.hist(z.ravel() / z.max(), bins=60)
    eje.set(title=f"Activaciones: {nombre}", xlabel="activación / máxima", yscale="log")
plt.show()

dibujar_filas([("original", x_test[:10]), ("disperso", disperso(x_test[:10]).numpy())])

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
normal, anomalo = 0, 8

x_normal = x_train[y_train == normal]
print("imágenes de entrenamiento:", x_normal.shape)

detector = AutoencoderProfundo(n_codigo=8, ocultas=(128, 32))
detector.fit(x_normal, epocas=40, cada=10)

# %%
errores = np.mean((x_test - detector(x_test).numpy()) ** 2, axis=1)

elegidas = (y_test == normal) | (y_test == anomalo)
auc = roc_auc_score(y_test[elegidas] == anomalo, errores[elegidas])
print(f"ROC-AUC del error, {normal} (normal) contra {anomalo} (anomalía): {auc:.4f}")

plt.hist(errores[y_test == normal], bins=40, alpha=0.6, label=f"normal: {normal}")
plt.hist(errores[y_test == anomalo], bins=40, alpha=0.6, label=f"anomalía: {anomalo}")
plt.xlabel("error de reconstrucción (MSE)")
plt.ylabel("imágenes")
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
# Al pasar de 64 números a 2 se pierde fidelidad: el error sube varias veces, los trazos se borronean y dígitos parecidos
# (4 y 9, 3, 5 y 8) terminan compartiendo zona. Se gana un mapa que se puede mirar sin ningún otro método, donde las clases
# se agrupan aunque el modelo nunca vio las etiquetas. También se ven huecos entre los grupos, y por eso tomar un punto
# cualquiera del plano no siempre da un dígito creíble.
