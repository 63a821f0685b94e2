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
# # Representaciones latentes: tres preguntas a un código
#
# **Nombre y apellido:** Valentina Quiroga
#
# Tres partes de 20 puntos cada una, en este mismo notebook. Puede entregar solo algunas: las que falten figuran como no
# entregadas y no estropean las demás.
#
# | parte | qué hay que entregar | nombre que se espera | puntos |
# |---|---|---|---|
# | 1 · cuello de botella | un autoencoder por cada ancho del código, el error de cada uno impreso, y la curva del error según el ancho | `modelos` | 20 |
# | 2 · calidad del espacio latente | pureza de los vecinos y *trustworthiness* del código, junto a las de los píxeles y las de PCA, y un scatter de los códigos por clase | `ae_latente` | 20 |
# | 3 · por qué no genera | en una misma figura, lo que el decoder dibuja desde **z al azar** y desde **códigos de imágenes reales** | `ae_no_generativo` | 20 |
#
# Los nombres de la tabla ayudan a encontrar cada modelo, pero otros también sirven: cada modelo se mira tal como quedó al
# final de la celda que lo entrenó.
#
# Complete las celdas marcadas con `# TU CÓDIGO AQUÍ` (reemplace los `...`). Puede agregar celdas y cambiar lo que
# quiera: lo que se califica es el modelo entrenado, no la forma del código. Antes de entregar, reinicie el kernel y
# ejecute todo de arriba abajo.

# %%
import keras
import matplotlib.pyplot as plt
import numpy as np
from keras import layers
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE, trustworthiness
from sklearn.neighbors import NearestNeighbors

keras.utils.set_random_seed(156)

# %% [markdown]
# ## Los datos
# MNIST trae 60 000 imágenes de entrenamiento y 10 000 de test, de 28×28 píxeles entre 0 y 255, en diez clases. Esta
# celda ya está lista: deja cada imagen como una fila de 784 números entre 0 y 1.
#
# Entrene siempre con las imágenes de entrenamiento y sin etiquetas. Las de test quedan para medir y para dibujar.
#
# Otra escala u otra forma también sirven (entre −1 y 1, por ejemplo): el error se compara siempre en la escala de 0 a 1.

# %%
(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train = x_train.reshape(-1, 784).astype("float32") / 255
x_test = x_test.reshape(-1, 784).astype("float32") / 255

print("entrenamiento:", x_train.shape, " test:", x_test.shape)

# %% [markdown]
# ## Parte 1 · El cuello de botella
#
# Entrene la misma red varias veces y cambie solo el ancho del código: por ejemplo 2, 4, 8, 16, 32 y 64. Imprima el MSE
# en test de cada una y dibuje la curva del error según el ancho.
#
# *Se mira* que haya al menos cuatro anchos distintos, que cada modelo esté entrenado y tenga el código que dice, que el
# error baje al ensanchar el código, y que la curva dibujada sea la de esos errores.
#
# Esto es lo que logra PCA (MSE por píxel en test) con esos anchos. Dibujar siempre la imagen promedio da 0,067.
#
# | componentes | 2 | 4 | 8 | 16 | 32 | 64 |
# |---|---|---|---|---|---|---|
# | MSE | 0,0557 | 0,0479 | 0,0374 | 0,0269 | 0,0168 | 0,0090 |
#
# *Pistas*
# - Una red **nueva** en cada vuelta del bucle, con las mismas épocas para todas. Guarde cada una en `modelos`, una lista o
#   un diccionario por ancho: si usa un solo nombre, al final queda solo la última.
# - Bastan redes chicas y pocas épocas: 784-128-ancho-128-784, tres épocas con `batch_size=128`. Sin capas ocultas, con
#   dos números no se supera a PCA.
# - Deje la capa del código sin activación: con `relu` y dos unidades, una puede quedar en cero para siempre.
# - `plt.plot(anchos, errores, marker="o")`, con los ejes rotulados.

# %%
anchos = [2, 4, 8, 16, 32, 64]

# lo único que cambia de una red a otra es el ancho del código: las capas de 784 son iguales para todas
entrada = keras.Input(shape=(784,))
oculta_encoder = layers.Dense(128, activation="relu")
salida_decoder = layers.Dense(784, activation="sigmoid")

modelos = {}
errores = []
for ancho in anchos:
    codigo = layers.Dense(ancho, name=f"codigo_{ancho}")(oculta_encoder(entrada))
    oculta = layers.Dense(128, activation="relu")(codigo)
    modelo = keras.Model(entrada, salida_decoder(oculta), name=f"ae_{ancho}")
    modelo.compile(optimizer="adam", loss="mse")
    modelo.fit(x_train, x_train, epochs=3, batch_size=128, verbose=2)

    reconstruidas = modelo.predict(x_test, batch_size=512, verbose=0)
    errores.append(float(np.mean((x_test - reconstruidas) ** 2)))
    modelos[ancho] = modelo

# %%
for ancho, error in zip(anchos, errores):
    print(f"ancho {ancho:2d}: MSE en test {error:.4f}")

mse_pca = [0.0557, 0.0479, 0.0374, 0.0269, 0.0168, 0.0090]

plt.figure(figsize=(6, 4))
plt.plot(anchos, errores, marker="o", label="autoencoder")
plt.plot(anchos, mse_pca, marker="s", linestyle="--", label="PCA")
plt.xlabel("ancho del código")
plt.ylabel("MSE en test")
plt.title("Error según el cuello de botella")
plt.legend()
plt.grid(alpha=0.3)
plt.show()

# %% [markdown]
# ## Parte 2 · La calidad del espacio latente
#
# Si el modelo aprendió bien, lo parecido queda cerca. Entrene un autoencoder (por ejemplo con un código de 32) y mida con
# unas 2000 imágenes de test:
#
# - la **pureza**: qué parte de los 10 vecinos más cercanos de cada código es de su misma clase;
# - *trustworthiness*: si los vecinos en el código ya eran vecinos entre los píxeles.
#
# Imprima las dos para el código, para los píxeles y para PCA con el mismo ancho. Después dibuje al menos 1000 códigos como
# puntos, cada uno del color de su clase. Si quiere, muestre además algunas imágenes con sus vecinas.
#
# *Se mira* que el modelo esté entrenado y reconstruya, que la pureza del código no quede atrás de la de los píxeles, su
# trustworthiness, y que la comparación con los píxeles esté impresa.
#
# *Pistas*
# - Los vecinos se buscan entre los **códigos**, la salida del encoder, y no entre las reconstrucciones.
# - `NearestNeighbors(n_neighbors=10).fit(z).kneighbors(return_distance=False)` deja afuera a cada punto mismo. Si le pasa
#   `z` a `kneighbors`, el primer vecino de cada uno es él, y la pureza sale más alta de lo que es.
# - `trustworthiness(pixeles, z, n_neighbors=10)` crece con el cuadrado de las imágenes: 2000 alcanzan.
# - Espere una pureza **como** la de los píxeles, no muy superior: con 25 veces menos números, eso ya es mucho. PCA puede
#   ganar, y vale decirlo.
# - Dos de las 32 coordenadas no son una vista del código: para dibujarlo hace falta `TSNE().fit_transform(z[:1000])` (o
#   PCA, o UMAP). En t-SNE la distancia entre dos grupos y el tamaño de cada uno no significan nada.
# - Que los colores sean los de esos mismos puntos: `c=y_test[:1000]`.

# %%
entrada = keras.Input(shape=(784,))

# encoder
x = layers.Dense(256, activation="relu")(entrada)
x = layers.Dense(128, activation="relu")(x)
codigo = layers.Dense(32, name="codigo")(x)

# decoder
x = layers.Dense(128, activation="relu")(x)
x = layers.Dense(256, activation="relu")(x)
salida = layers.Dense(784, activation="sigmoid")(x)

encoder = keras.Model(entrada, codigo, name="encoder")
ae_latente = keras.Model(entrada, salida, name="ae_latente")
ae_latente.compile(optimizer="adam", loss="mse")
ae_latente.fit(x_train, x_train, epochs=6, batch_size=128, verbose=2)

error = np.mean((x_test - ae_latente.predict(x_test, batch_size=512, verbose=0)) ** 2)
print(f"MSE en test: {error:.4f}")

# %%
n = 2000
pixeles = x_test[:n]
clases = y_test[:n]

z = encoder.predict(pixeles, batch_size=512, verbose=0)
z_pca = PCA(n_components=32, random_state=0).fit(x_train).transform(pixeles)


def pureza(puntos, etiquetas):
    # sin pasarle los puntos a kneighbors, así cada uno no es vecino de sí mismo
    vecinos = NearestNeighbors(n_neighbors=10).fit(puntos).kneighbors(return_distance=False)
    return float(np.mean(etiquetas[vecinos] == etiquetas[:, None]))


print("código:", z.shape)
for nombre, puntos in (("código", z), ("píxeles", pixeles), ("PCA 32", z_pca)):
    print(
        f"{nombre:8s} pureza {pureza(puntos, clases):.3f}   "
        f"trustworthiness {trustworthiness(pixeles, puntos, n_neighbors=10):.3f}"
    )

# %%
plano = TSNE(n_components=2, random_state=156).fit_transform(z[:1000])

plt.figure(figsize=(7, 6))
puntos = plt.scatter(plano[:, 0], plano[:, 1], c=y_test[:1000], cmap="tab10", s=10)
plt.colorbar(puntos, ticks=range(10), label="clase")
plt.title("t-SNE de 1000 códigos de test")
plt.show()

# %% [markdown]
# ## Parte 3 · Por qué un autoencoder no genera
#
# Entrene un autoencoder con un código de 16 números. Decodifique 30 vectores z sorteados de N(0, I), y también los
# códigos de 30 imágenes reales de test. Dibuje los dos grupos en una misma figura, uno debajo del otro, y escriba qué
# concluye.
#
# *Se mira* que el modelo esté entrenado y reconstruya, que los dos grupos salgan de su decoder, y que la figura los
# muestre a los dos. La conclusión es bienvenida y no se califica.
#
# *Pistas*
# - Necesita el decoder como modelo aparte: `decoder.predict(z)`. Si arma el autoencoder con un `encoder` y un `decoder`,
#   los tres comparten sus pesos.
# - `rng.normal((30, 16))` **no** da 30 vectores: toma la forma como media y devuelve dos números. Lo que hace falta es
#   `rng.normal(size=(30, 16))`.
# - Use los 16 números. Con 2, casi todo el plano está cubierto por códigos y el problema no se ve.
# - Sortee de N(0, I) tal cual. Si ajusta la media y la desviación a sus propios códigos, ya le está diciendo dónde
#   buscar, que es lo que el autoencoder por sí solo no sabe.
# - Pase `vmin=0, vmax=1` a `imshow`: sin eso cada imagen se estira a su propio contraste, y una mancha pálida parece un
#   trazo.
# - Imprima la desviación de los códigos reales y compárela con la de z: ahí está la explicación.

# %%
rng = np.random.default_rng(156)
dim = 16


def crear_encoder():
    return keras.Sequential(
        [
            keras.Input(shape=(784,)),
            layers.Dense(256, activation="relu"),
            layers.Dense(128, activation="relu"),
            layers.Dense(dim),
        ]
    )


def crear_decoder():
    return keras.Sequential(
        [
            keras.Input(shape=(dim,)),
            layers.Dense(128, activation="relu"),
            layers.Dense(256, activation="relu"),
            layers.Dense(784, activation="sigmoid"),
        ]
    )


entrada = keras.Input(shape=(784,))
encoder_16 = crear_encoder()
ae_no_generativo = keras.Model(entrada, crear_decoder()(encoder_16(entrada)), name="ae_no_generativo")
ae_no_generativo.compile(optimizer="adam", loss="mse")
ae_no_generativo.fit(x_train, x_train, epochs=6, batch_size=128, verbose=2)

error = np.mean((x_test - ae_no_generativo.predict(x_test, batch_size=512, verbose=0)) ** 2)
print(f"MSE en test: {error:.4f}")

# %%
# el decoder como modelo aparte, para darle los z
decoder = crear_decoder()

z_azar = rng.normal(size=(30, dim))
codigos_reales = encoder_16.predict(x_test[:30], verbose=0)
print("desviación de z al azar:        ", z_azar.std().round(2))
print("desviación de los códigos reales:", codigos_reales.std().round(2))

desde_azar = decoder.predict(z_azar, verbose=0)
desde_reales = ae_no_generativo.predict(x_test[:30], verbose=0)

fig, ejes = plt.subplots(6, 10, figsize=(10, 6.5))
for i in range(30):
    fila, columna = divmod(i, 10)
    ejes[fila, columna].imshow(desde_azar[i].reshape(28, 28), cmap="gray", vmin=0, vmax=1)
    ejes[fila + 3, columna].imshow(desde_reales[i].reshape(28, 28), cmap="gray", vmin=0, vmax=1)
for eje in ejes.flat:
    eje.axis("off")
fig.suptitle("Arriba: z ~ N(0, I)     Abajo: códigos de imágenes reales de test")
plt.tight_layout()
plt.show()

# %% [markdown]
# ## Antes de entregar
# Esta celda no califica: solo avisa qué nombres no encuentra. Si usó otros, no le haga caso.

# %%
pendientes = [nombre for nombre in ("modelos", "ae_latente", "ae_no_generativo") if globals().get(nombre, ...) is ...]
print("Falta completar:", ", ".join(pendientes) or "nada")

# %% [markdown]
# ## Conclusiones
# Al ensanchar el código el error baja rápido al principio y después cada vez menos, y con todos los anchos queda por
# debajo de PCA. El código de 32 números ordena bastante bien las clases sin haber visto etiquetas, aunque PCA le puede
# ganar. Con z al azar el decoder no dibuja ningún dígito, mientras que desde los códigos reales sí: nadie le enseñó dónde
# están los códigos, y eso es lo que le falta para generar.
