# %% [markdown]
# # Clase 156 · Ejercicios: cinco autoencoders
#
# **Nombre y apellido:** Lucía Ferreyra
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
entrada = keras.Input(shape=(784,), name="imagen")
codigo = layers.Dense(64, activation="relu", name="codigo")(entrada)

# el decoder recibe el código y, por un atajo como los de la U-Net, la imagen: así no se pierden los detalles finos
junto = layers.Concatenate(name="atajo")([codigo, entrada])
salida = layers.Dense(784, activation="sigmoid", name="reconstruccion")(junto)

ae_simple = keras.Model(entrada, salida, name="ae_simple")
encoder_simple = keras.Model(entrada, codigo, name="encoder_simple")
ae_simple.compile(optimizer="adam", loss="binary_crossentropy", metrics=["mse"])
ae_simple.summary()

historia = ae_simple.fit(
    x_train, x_train, epochs=10, batch_size=256, validation_data=(x_test, x_test), verbose=2
)

# %%
rec = ae_simple.predict(x_test, verbose=0)
print("forma del código:", encoder_simple.predict(x_test[:10], verbose=0).shape)
print(f"MSE en test: {np.mean((x_test - rec) ** 2):.4f}   (PCA con 64 componentes: 0.0090)")

n = 10
plt.figure(figsize=(14, 3.2))
for i in range(n):
    plt.subplot(2, n, i + 1)
    plt.imshow(x_test[i].reshape(28, 28), cmap="gray", vmin=0, vmax=1)
    plt.axis("off")
    if i == 0:
        plt.title("original", loc="left")
    plt.subplot(2, n, n + i + 1)
    plt.imshow(rec[i].reshape(28, 28), cmap="gray", vmin=0, vmax=1)
    plt.axis("off")
    if i == 0:
        plt.title("reconstrucción", loc="left")
plt.tight_layout()
plt.show()

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
# Versión convolucional: con imágenes anda mejor que las capas densas.
entrada = keras.Input(shape=(784,), name="imagen")
h = layers.Reshape((28, 28, 1))(entrada)
h = layers.Conv2D(16, 3, strides=2, padding="same", activation="relu")(h)   # 14 x 14
h = layers.Conv2D(16, 3, strides=2, padding="same", activation="relu")(h)   # 7 x 7
codigo = layers.Conv2D(2, 3, padding="same", name="codigo")(h)              # latent_dim = 2, sin activación
h = layers.Conv2DTranspose(16, 3, strides=2, padding="same", activation="relu")(codigo)
h = layers.Conv2DTranspose(8, 3, strides=2, padding="same", activation="relu")(h)
h = layers.Conv2D(1, 3, padding="same", activation="sigmoid")(h)
salida = layers.Reshape((784,), name="reconstruccion")(h)

ae_2d = keras.Model(entrada, salida, name="ae_2d")
ae_2d.compile(optimizer=keras.optimizers.Adam(2e-3), loss="mse")
ae_2d.fit(x_train, x_train, epochs=4, batch_size=256, verbose=2)

mse_2d = np.mean((x_test - ae_2d.predict(x_test, batch_size=256, verbose=0)) ** 2)
print(f"MSE en test con latent_dim = 2: {mse_2d:.4f}   (PCA con 2 componentes: 0.056)")

# %%
# los dos números de cada imagen
encoder_2d = keras.Model(entrada, layers.GlobalAveragePooling2D()(codigo), name="encoder_2d")
z = encoder_2d.predict(x_test[:2000], batch_size=256, verbose=0)
print("códigos:", z.shape)

plt.figure(figsize=(8, 6.5))
plt.scatter(z[:, 0], z[:, 1], c=y_test[: len(z)], cmap="tab10", s=10, alpha=0.8)
plt.colorbar(label="clase")
plt.xlabel("z[0]")
plt.ylabel("z[1]")
plt.title("Espacio latente 2D (2000 imágenes de test)")
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

# ruido normal de desviación 0,5, con la forma de la imagen
ruido = (0.5 * rng.normal(size=x_train.shape[1:])).astype("float32")
x_train_ruido = x_train + ruido
x_test_ruido = x_test + ruido
print("con ruido:", x_train_ruido.shape, x_test_ruido.shape, " desviación del ruido:", ruido.std().round(3))

ae_ruido = keras.Sequential(
    [
        keras.Input(shape=(784,)),
        layers.Dense(256, activation="relu"),
        layers.Dense(64, activation="relu", name="codigo"),
        layers.Dense(256, activation="relu"),
        layers.Dense(784, activation="sigmoid"),
    ],
    name="ae_ruido",
)
ae_ruido.compile(optimizer="adam", loss="binary_crossentropy")
# entra la ruidosa, el objetivo es la limpia
ae_ruido.fit(
    x_train_ruido, x_train, epochs=8, batch_size=256, validation_data=(x_test_ruido, x_test), verbose=2
)

# %%
rec = ae_ruido.predict(x_test_ruido, verbose=0)
print(f"MSE ruidosa  vs limpia: {np.mean((x_test_ruido - x_test) ** 2):.4f}")
print(f"MSE denoised vs limpia: {np.mean((rec - x_test) ** 2):.4f}")

filas = [("original", x_test), ("con ruido", x_test_ruido), ("reconstruida", rec)]
n = 8
plt.figure(figsize=(12, 4.8))
for f, (titulo, imagenes) in enumerate(filas):
    for i in range(n):
        plt.subplot(3, n, f * n + i + 1)
        plt.imshow(imagenes[i].reshape(28, 28), cmap="gray", vmin=0, vmax=1)
        plt.axis("off")
        if i == 0:
            plt.title(titulo, loc="left")
plt.tight_layout()
plt.show()

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
entrada = keras.Input(shape=(784,), name="imagen")
codigo = layers.Dense(64, activation="relu", name="codigo")(entrada)
# penalización L1 sobre las activaciones del código
codigo_l1 = layers.ActivityRegularization(l1=1e-3, name="l1_codigo")(codigo)
salida = layers.Dense(784, activation="sigmoid", name="reconstruccion")(codigo)

ae_disperso = keras.Model(entrada, salida, name="ae_disperso")
encoder_disperso = keras.Model(entrada, codigo_l1, name="encoder_disperso")
ae_disperso.compile(optimizer="adam", loss="binary_crossentropy", metrics=["mse"])
ae_disperso.fit(
    x_train, x_train, epochs=10, batch_size=256, validation_data=(x_test, x_test), verbose=2
)

# %%
z = encoder_disperso.predict(x_test, verbose=0)
rec = ae_disperso.predict(x_test, verbose=0)
umbral = 0.01 * z.max()
cerca_de_cero = z < umbral

print(f"MSE en test: {np.mean((x_test - rec) ** 2):.4f}   (imagen promedio: 0.067)")
print(f"activación media: {z.mean():.4f}   máxima: {z.max():.4f}")
print(f"parte de las activaciones por debajo del 1 % de la mayor: {cerca_de_cero.mean():.1%}")
print(f"unidades encendidas por imagen: {(~cerca_de_cero).sum(axis=1).mean():.1f} de {z.shape[1]}")
print(f"unidades muertas: {cerca_de_cero.all(axis=0).sum()} de {z.shape[1]}")

fig, ejes = plt.subplots(1, 2, figsize=(12, 4))
ejes[0].hist(z.ravel(), bins=80, log=True)
ejes[0].axvline(umbral, color="red", linestyle="--", label="1 % de la mayor")
ejes[0].set_title("Activaciones del código (L1 = 1e-3)")
ejes[0].set_xlabel("activación")
ejes[0].legend()
ejes[1].bar(np.arange(z.shape[1]), z.mean(axis=0))
ejes[1].set_title("Activación media de cada unidad")
ejes[1].set_xlabel("unidad")
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
clase_normal = 1
x_normal = x_train[y_train == clase_normal]
print("imágenes normales de entrenamiento:", x_normal.shape)

ae_anomalias = keras.Sequential(
    [
        keras.Input(shape=(784,)),
        layers.Dense(64, activation="relu"),
        layers.Dense(8, name="codigo"),
        layers.Dense(64, activation="relu"),
        layers.Dense(784, activation="sigmoid"),
    ],
    name="ae_anomalias",
)
ae_anomalias.compile(optimizer="adam", loss="mse")
historia = ae_anomalias.fit(x_normal, x_normal, epochs=30, batch_size=128, verbose=0)
print("pérdida final:", round(historia.history["loss"][-1], 5))

# %%
rec = ae_anomalias.predict(x_test, verbose=0)
errores = np.mean(x_test - rec, axis=1)          # un error de reconstrucción por imagen
es_anomalia = (y_test != clase_normal).astype(int)

print("error medio, clase normal:", errores[es_anomalia == 0].mean().round(4))
print("error medio, las demás:   ", errores[es_anomalia == 1].mean().round(4))
print(f"ROC-AUC (clase {clase_normal} contra todas): {roc_auc_score(es_anomalia, errores):.4f}")

plt.figure(figsize=(8, 4))
plt.hist(errores[es_anomalia == 0], bins=60, alpha=0.6, density=True, label=f"normal ({clase_normal})")
plt.hist(errores[es_anomalia == 1], bins=60, alpha=0.6, density=True, label="anomalía (las demás)")
plt.xlabel("error de reconstrucción")
plt.ylabel("densidad")
plt.legend()
plt.title("Error de reconstrucción en test")
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
# Con 64 números la reconstrucción conserva el trazo y los detalles de cada dígito. Con 2 se pierden esos detalles,
# pero se gana un plano que se puede dibujar y en el que se ve qué clases se parecen entre sí. Entrenado con una sola
# clase, el autoencoder sirve además para detectar lo que nunca vio.
