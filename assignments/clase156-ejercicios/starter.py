# ---
# jupyter:
#   grader:
#     assignment: clase156-ejercicios
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Clase 156 · Ejercicios: cinco autoencoders
#
# **Nombre y apellido:** *(complete aquí)*
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
ae_simple = ...  # TU CÓDIGO AQUÍ: construya, compile y entrene

# %%
# TU CÓDIGO AQUÍ: originales y reconstrucciones

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
ae_2d = ...  # TU CÓDIGO AQUÍ: construya, compile y entrene

# %%
# TU CÓDIGO AQUÍ: los códigos de al menos 1000 imágenes, coloreados por clase

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

ae_ruido = ...  # TU CÓDIGO AQUÍ: agregue el ruido, construya, compile y entrene

# %%
# TU CÓDIGO AQUÍ: original, con ruido y reconstruida

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
ae_disperso = ...  # TU CÓDIGO AQUÍ: construya, compile y entrene

# %%
# TU CÓDIGO AQUÍ: las activaciones del código en test (media, parte cerca de cero, unidades muertas, histograma)

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
clase_normal = ...  # TU CÓDIGO AQUÍ: un número de 0 a 9

ae_anomalias = ...  # TU CÓDIGO AQUÍ: construya, compile y entrene

# %%
# TU CÓDIGO AQUÍ: el error de cada imagen de test, el ROC-AUC impreso con print, un histograma de los dos grupos

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
# *(Dos o tres oraciones: ¿qué se pierde al pasar de 64 números a 2, y qué se gana?)*
