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
# **Nombre y apellido:** Lucía Ferreyra
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
# Yo voy a usar redes convolucionales, así que guardo las mismas imágenes con su forma de 28×28 y un canal. Todas mis redes
# salen de una misma función: un codificador y un decodificador por separado (`keras.Sequential`), unidos en un
# `keras.Model`.

# %%
fotos_entreno = x_train.reshape(-1, 28, 28, 1)
fotos_prueba = x_test.reshape(-1, 28, 28, 1)


def armar(ancho, filtros=(8, 16), oculta=None):
    """Codificador y decodificador convolucionales, y la red que los une."""
    f1, f2 = filtros

    bajada = [
        keras.Input(shape=(28, 28, 1)),
        layers.Conv2D(f1, 3, strides=2, padding="same", activation="relu"),  # 14x14
        layers.Conv2D(f2, 3, strides=2, padding="same", activation="relu"),  # 7x7
        layers.Flatten(),
    ]
    subida = [keras.Input(shape=(ancho,))]
    if oculta is not None:
        bajada.append(layers.Dense(oculta, activation="relu"))
        subida.append(layers.Dense(oculta, activation="relu"))
    bajada.append(layers.Dense(ancho))  # el código, sin activación
    subida += [
        layers.Dense(7 * 7 * f2, activation="relu"),
        layers.Reshape((7, 7, f2)),
        layers.Conv2DTranspose(f1, 4, strides=2, padding="same", activation="relu"),
        layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="sigmoid"),
    ]

    codificador = keras.Sequential(bajada)
    decodificador = keras.Sequential(subida)
    entrada = keras.Input(shape=(28, 28, 1))
    red = keras.Model(entrada, decodificador(codificador(entrada)))
    return codificador, decodificador, red


def ecm(red, fotos):
    """Error cuadrático medio por píxel entre las fotos y su reconstrucción."""
    salida = red.predict(fotos, batch_size=500, verbose=0)
    return float(np.mean((salida - fotos) ** 2))


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
tamanos = [2, 5, 10, 20, 40]
redes_por_tamano = {}

# siempre la misma red, las mismas 30 000 fotos y las mismas épocas: solo cambia el código
for t in tamanos:
    _, _, red = armar(t, filtros=(8, 16), oculta=128)
    red.compile(optimizer=keras.optimizers.Adam(2e-3), loss="binary_crossentropy")
    red.fit(fotos_entreno[:30000], fotos_entreno[:30000], epochs=5, batch_size=100, verbose=0)
    redes_por_tamano[t] = red
    print(f"código de {t:2d}: entrenado")

# %%
errores_red = [ecm(redes_por_tamano[t], fotos_prueba) for t in tamanos]

# PCA con mis mismos anchos: se ajusta una vez y se recortan componentes
pca_40 = PCA(n_components=max(tamanos)).fit(x_train)
puntajes = pca_40.transform(x_test)
errores_pca = []
for t in tamanos:
    vuelta = puntajes[:, :t] @ pca_40.components_[:t] + pca_40.mean_
    errores_pca.append(float(np.mean((vuelta - x_test) ** 2)))

error_promedio = float(np.mean((x_train.mean(axis=0) - x_test) ** 2))
print(f"imagen promedio: MSE {error_promedio:.4f}")
for t, e_red, e_pca in zip(tamanos, errores_red, errores_pca):
    print(
        f"código de {t:2d} ({t / 784:.1%} de la imagen): MSE {e_red:.4f}"
        f" | PCA {e_pca:.4f} | baja el error de la imagen promedio un {1 - e_red / error_promedio:.1%}"
    )

plt.figure(figsize=(6, 4))
plt.plot(tamanos, errores_red, marker="o", label="autoencoder convolucional")
plt.plot(tamanos, errores_pca, marker="s", linestyle="--", color="gray", label="PCA")
plt.xticks(tamanos)
plt.xlabel("ancho del código")
plt.ylabel("MSE por píxel en test")
plt.title("El error según el cuello de botella")
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
cod_vecinos, dec_vecinos, red_vecinos = armar(32, filtros=(16, 32))
red_vecinos.compile(optimizer="adam", loss="mse")
red_vecinos.fit(fotos_entreno, fotos_entreno, epochs=3, batch_size=100, verbose=2)

print(f"MSE en test: {ecm(red_vecinos, fotos_prueba):.4f}")

# %%
azar = np.random.default_rng(32)
elegidas = azar.choice(len(x_test), size=2000, replace=False)

clases = y_test[elegidas]
pixeles = x_test[elegidas]
codigos = cod_vecinos.predict(fotos_prueba[elegidas], verbose=0)
componentes = PCA(n_components=32).fit(x_train).transform(pixeles)


def vecinos_de(puntos, k=10):
    """Índices de los k puntos más cercanos a cada uno, sin contarse a sí mismo."""
    p = puntos.astype("float64")
    cuadrados = (p**2).sum(axis=1)
    distancias = cuadrados[:, None] + cuadrados[None, :] - 2 * p @ p.T
    np.fill_diagonal(distancias, np.inf)
    return np.argpartition(distancias, k - 1, axis=1)[:, :k]


def pureza_de(puntos, etiquetas, k=10):
    cercanos = vecinos_de(puntos, k)
    return float(np.mean(etiquetas[cercanos] == etiquetas[:, None]))


medidas = {}
for nombre, puntos in [("código (32)", codigos), ("píxeles (784)", pixeles), ("PCA (32)", componentes)]:
    medidas[nombre] = (pureza_de(puntos, clases), trustworthiness(pixeles, puntos, n_neighbors=10))
    pureza, confianza = medidas[nombre]
    print(f"{nombre:>14}: pureza {pureza:.1%} | trustworthiness {confianza:.1%}")

diferencia = medidas["código (32)"][0] - medidas["píxeles (784)"][0]
print(f"el código queda a {100 * diferencia:+.1f} puntos de pureza de los píxeles, con {784 / 32:.1f} veces menos números")

# %%
cuantos = 1500
plano = TSNE(n_components=2, random_state=156).fit_transform(codigos[:cuantos])
colores = plt.get_cmap("tab10")

plt.figure(figsize=(7, 6))
for digito in range(10):
    suyos = clases[:cuantos] == digito
    plt.scatter(plano[suyos, 0], plano[suyos, 1], s=8, color=colores(digito), label=str(digito))
plt.legend(title="clase", markerscale=2, loc="center left", bbox_to_anchor=(1, 0.5))
plt.title(f"{cuantos} códigos de test vistos con t-SNE")
plt.xticks([])
plt.yticks([])
plt.tight_layout()
plt.show()


# %% [markdown]
# Y algunas imágenes (primera columna) con sus seis vecinas más cercanas según el código:

# %%
def en_orden(puntos, i, k):
    d = ((puntos - puntos[i]) ** 2).sum(axis=1)
    d[i] = np.inf
    return np.argsort(d)[:k]


fig, cuadros = plt.subplots(5, 7, figsize=(7, 5))
for i in range(5):
    for cuadro, j in zip(cuadros[i], [i, *en_orden(codigos, i, 6)]):
        cuadro.imshow(pixeles[j].reshape(28, 28), cmap="gray", vmin=0, vmax=1)
        cuadro.set_title(str(clases[j]), fontsize=8)
        cuadro.axis("off")
plt.tight_layout()
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
cod_sorteo, dec_sorteo, red_sorteo = armar(16, filtros=(16, 32))
red_sorteo.compile(optimizer="adam", loss="binary_crossentropy")
red_sorteo.fit(fotos_entreno, fotos_entreno, epochs=3, batch_size=100, verbose=2)

print(f"MSE en test: {ecm(red_sorteo, fotos_prueba):.4f}")

# %%
dado = np.random.default_rng(156)

z_azar = dado.normal(size=(30, 16)).astype("float32")
z_reales = cod_sorteo.predict(fotos_prueba[:30], verbose=0)

dibujos_azar = dec_sorteo.predict(z_azar, verbose=0)
dibujos_reales = dec_sorteo.predict(z_reales, verbose=0)


def mosaico(imagenes, filas=3, columnas=10):
    """Pega filas x columnas imágenes de 28x28 en una sola."""
    cuadricula = imagenes.reshape(filas, columnas, 28, 28)
    return cuadricula.transpose(0, 2, 1, 3).reshape(filas * 28, columnas * 28)


fig, (arriba, abajo) = plt.subplots(2, 1, figsize=(10, 6.5))
arriba.imshow(mosaico(dibujos_azar), cmap="gray", vmin=0, vmax=1)
arriba.set_title("decoder desde 30 z al azar, N(0, I)")
abajo.imshow(mosaico(dibujos_reales), cmap="gray", vmin=0, vmax=1)
abajo.set_title("decoder desde los códigos de 30 imágenes reales de test")
for eje in (arriba, abajo):
    eje.axis("off")
plt.tight_layout()
plt.show()

# ¿dónde viven los códigos reales, y dónde caen los sorteados?
nube = cod_sorteo.predict(fotos_prueba, batch_size=500, verbose=0)
desvios = nube.std(axis=0)
print(f"desviación de los códigos reales: media {desvios.mean():.2f}, entre {desvios.min():.2f} y {desvios.max():.2f}")
print(f"desviación de z al azar: {z_azar.std():.2f}")

relacion = np.corrcoef(nube.T)[~np.eye(16, dtype=bool)]
print(f"correlación entre coordenadas del código: {np.abs(relacion).mean():.2f} en promedio (en N(0, I) es 0.00)")
print(f"norma media: códigos {np.linalg.norm(nube, axis=1).mean():.2f}, z al azar {np.linalg.norm(z_azar, axis=1).mean():.2f}")

# %% [markdown]
# **Qué concluyo.** Abajo se leen dígitos porque esos códigos vienen del encoder: están donde el decoder practicó. Los z
# sorteados no tienen por qué caer ahí. La pérdida solo pide reconstruir y nunca pide que los códigos tengan media 0,
# desviación 1 y coordenadas independientes, como muestran los números impresos. Fuera de los códigos que vio, el decoder
# dibuja cualquier cosa.

# %% [markdown]
# ## Antes de entregar
# Esta celda no califica: solo avisa qué nombres no encuentra. Si usó otros, no le haga caso.

# %%
pendientes = [nombre for nombre in ("modelos", "ae_latente", "ae_no_generativo") if globals().get(nombre, ...) is ...]
print("Falta completar:", ", ".join(pendientes) or "nada")

# %% [markdown]
# ## Conclusiones
# Al ensancharse, el código conserva más detalle de cada imagen y el error baja, cada vez menos por número agregado. Con 32
# números ya se guarda lo necesario para que los vecinos sean más o menos los mismos que entre los píxeles, y para eso no
# hizo falta ninguna etiqueta; PCA sirve de comparación y no es un mal rival. Al decoder le falta saber de dónde sortear: un
# VAE agrega a la pérdida un término que acerca los códigos a N(0, I), y entonces sí se puede muestrear.
