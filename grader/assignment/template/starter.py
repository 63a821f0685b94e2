# ---
# jupyter:
#   grader:
#     assignment: plantilla
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # plantilla
#
# **Nombre y apellido:** *(complete aquí)*
#
# Complete las celdas marcadas con `# TU CÓDIGO AQUÍ` (reemplace los `...`). Puede agregar celdas y cambiar lo que
# quiera: lo que se califica es el modelo entrenado, no la forma del código. Antes de entregar, reinicie el kernel y
# ejecute todo de arriba abajo.

# %%
import keras
import matplotlib.pyplot as plt
from keras import layers

keras.utils.set_random_seed(0)

# %% [markdown]
# ## Los datos
# Esta celda ya está lista: deja cada imagen como una fila de 784 números entre 0 y 1. Entrene con las imágenes de
# entrenamiento; las de test quedan para medir y para dibujar.

# %%
(x_train, _), (x_test, _) = keras.datasets.mnist.load_data()
x_train = x_train.reshape(-1, 784).astype("float32") / 255
x_test = x_test.reshape(-1, 784).astype("float32") / 255

# %% [markdown]
# ## Autoencoder
#
# Un encoder de 784 a 64 números o menos y un decoder que los lleve de vuelta a 784, entrenados para que la salida sea
# igual a la entrada. Muestre unas diez imágenes de test y, debajo de cada una, su reconstrucción.
#
# *Se mira* con qué se entrenó el modelo, el tamaño de su código, su MSE en test frente al de dibujar siempre la imagen
# media (0,067), y que la figura muestre originales y reconstrucciones.

# %%
autoencoder = ...  # TU CÓDIGO AQUÍ: construya, compile y entrene

# %%
# TU CÓDIGO AQUÍ: originales y reconstrucciones
