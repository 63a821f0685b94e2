# ---
# jupyter:
#   grader:
#     assignment: clase156-tarea
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Clase 156 · Tarea: un autoencoder que detecta lo que no es una camiseta
#
# **Nombre y apellido:** *(complete aquí)*
#
# Un autoencoder que solo vio camisetas aprende a dibujar camisetas. Si le muestra una bota, la dibuja mal, y ese error
# delata que la imagen no es de las suyas. Con esa idea va a construir un detector de anomalías en Fashion-MNIST.
#
# | paso | qué hay que entregar | nombre que se espera |
# |---|---|---|
# | 1 | un autoencoder **convolucional**, entrenado **solo con la clase 0** (T-shirt) del conjunto de entrenamiento | `encoder`, `decoder`, `autoencoder` |
# | 2 | el MSE de reconstrucción de **las 10 000 imágenes de test** | `errores` |
# | 3 | un histograma del MSE con dos grupos: «T-shirt» y «no T-shirt» | |
# | 4 | el ROC-AUC de «es T-shirt», con el MSE **en negativo** como puntaje, impreso con `print` | `auc` |
#
# **Se acepta** si el ROC-AUC llega a 0,85 y el histograma muestra los dos grupos claramente separados.
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
# Fashion-MNIST trae 60 000 imágenes de entrenamiento y 10 000 de test, de 28×28 píxeles entre 0 y 255, en diez clases.
# La clase 0 es T-shirt. Esta celda ya está lista: deja los píxeles entre 0 y 1 y agrega el eje del canal.
#
# Otra escala u otra forma también sirven (entre −1 y 1, por ejemplo): el error se compara siempre en la escala de 0 a 1.

# %%
(x_train, y_train), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()
x_train = x_train[..., np.newaxis].astype("float32") / 255
x_test = x_test[..., np.newaxis].astype("float32") / 255
es_camiseta = y_test == 0

print("entrenamiento:", x_train.shape, " test:", x_test.shape, " camisetas en test:", es_camiseta.sum())

# %% [markdown]
# ## Paso 1 · El autoencoder, entrenado solo con camisetas
#
# **1a.** Elija las imágenes de entrenamiento de la clase 0. Son 6000. Las etiquetas se usan para esto y para nada más.

# %%
camisetas = ...  # TU CÓDIGO AQUÍ

# %% [markdown]
# **1b.** Construya el encoder y el decoder con capas convolucionales.
#
# *Pistas*
# - Encoder: dos `Conv2D` con `strides=2` (o con `MaxPooling2D`) llevan la imagen de 28×28 a 14×14 y a 7×7; después
#   `Flatten` y una `Dense` chica, que es el cuello de botella. Con 16 a 64 unidades alcanza.
# - Decoder: el camino inverso. `Dense(7 * 7 * filtros)`, `Reshape`, y dos `Conv2DTranspose` con `strides=2`, o bien
#   `UpSampling2D` seguido de `Conv2D`. La salida tiene un canal y va de 0 a 1, así que `sigmoid` le sienta bien.
# - Sin cuello de botella la red copia cualquier imagen, también la bota, y no detecta nada.

# %%
encoder = ...  # TU CÓDIGO AQUÍ
decoder = ...  # TU CÓDIGO AQUÍ
autoencoder = ...  # TU CÓDIGO AQUÍ: la entrada pasa por el encoder y después por el decoder

# %% [markdown]
# **1c.** Compile con `mse` (o `binary_crossentropy`) y entrene. La entrada y el objetivo son la misma imagen.
#
# *Pistas*
# - De 8 a 12 épocas con `batch_size=64` o `128` toman menos de un minuto sin GPU. Una sola época no alcanza.
# - Para saber si aprendió algo, compare con la camiseta promedio: dibujarla siempre da un MSE de 0,052 en camisetas.

# %%
# TU CÓDIGO AQUÍ

# %% [markdown]
# ## Paso 2 · El error de cada imagen de test
#
# `errores` debe tener forma `(10000,)`: un MSE por imagen, para las diez clases.
#
# *Pista:* reste, eleve al cuadrado y promedie sobre todos los ejes menos el primero.

# %%
errores = ...  # TU CÓDIGO AQUÍ

# %% [markdown]
# ## Paso 3 · El histograma
#
# Dibuje en un mismo gráfico la distribución de `errores` de las camisetas y la del resto, con leyenda y ejes rotulados.
#
# *Pistas*
# - `plt.hist(..., bins=..., alpha=0.6, label=...)` una vez por grupo, con los mismos `bins`.
# - Hay nueve veces más imágenes en el segundo grupo: con `density=True` los dos se comparan mejor.

# %%
# TU CÓDIGO AQUÍ

# %% [markdown]
# ## Paso 4 · ROC-AUC
#
# `roc_auc_score(y, puntaje)` espera un puntaje **alto** cuando la respuesta es «sí, es T-shirt». El MSE es bajo
# justamente en las camisetas: piense qué signo le corresponde. Un resultado cercano a 0,10 avisa que quedó al revés.

# %%
auc = ...  # TU CÓDIGO AQUÍ

print("ROC-AUC:", auc)

# %% [markdown]
# ## Antes de entregar
# Esta celda no califica: solo avisa qué nombres no encuentra. Si usó otros, no le haga caso.

# %%
pendientes = [
    nombre
    for nombre in ("camisetas", "encoder", "decoder", "autoencoder", "errores", "auc")
    if globals().get(nombre, ...) is ...
]
if pendientes:
    print("Falta completar:", ", ".join(pendientes))
elif np.shape(errores) != (10000,):
    print("errores tiene forma", np.shape(errores), "y se espera (10000,)")
else:
    print("camisetas:", np.shape(camisetas), "(se esperan 6000)")
    print(f"MSE en camisetas {np.mean(errores[es_camiseta]):.4f}, en el resto {np.mean(errores[~es_camiseta]):.4f}")
    print(f"ROC-AUC {auc:.4f}", "(llega a 0,85)" if auc >= 0.85 else "(todavía no llega a 0,85)")

# %% [markdown]
# ## Conclusiones
# *(Dos o tres oraciones: ¿qué clases se confunden con una camiseta, y por qué?)*
