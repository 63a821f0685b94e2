# ---
# jupyter:
#   grader:
#     assignment: unidad-5
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Unidad 5 · Autoencoders y representación latente
#
# **Nombre y apellido:** *(complete aquí)*
#
# Doce ejercicios sobre MNIST, 100 puntos en total, en este mismo notebook. Puede entregar solo algunos: los que falten
# figuran como no entregados y no estropean los demás.
#
# | ejercicio | qué hay que entregar | nombre que se espera | puntos |
# |---|---|---|---|
# | 1 · profundo | un autoencoder 784-256-128-32 y de vuelta, y reconstrucciones junto a sus originales | `ae_profundo` | 10 |
# | 2 · vista del espacio latente | el código de 1000 imágenes de test llevado a dos dimensiones, coloreado por clase | `puntos` | 6 |
# | 3 · umbral | un detector: error medio + 2 desvíos de imágenes **limpias de entrenamiento**, y qué parte marca | `umbral` | 8 |
# | 4 · denoising | un autoencoder que recibe la imagen **con ruido** y devuelve la **limpia**, y una figura que lo muestre | `ae_ruido` | 10 |
# | 5 · convolucional | un autoencoder de convoluciones con un código más chico que la imagen, y reconstrucciones | `ae_convolucional` | 10 |
# | 6 · VAE | un autoencoder variacional denso con un código de 2 números | `vae` | 12 |
# | 7 · VAE convolucional | lo mismo, con convoluciones | `vae_conv` | 10 |
# | 8 · generación | una cuadrícula de imágenes decodificadas desde la normal estándar, con el decoder de un VAE | `generadas` | 6 |
# | 9 · interpolación | el camino entre los códigos de dos imágenes de test, decodificado | `camino` | 6 |
# | 10 · aritmética | z_c + (z_a − z_b), decodificado, al lado de a, b y c | `resultado` | 6 |
# | 11 · contractivo | un autoencoder que penaliza el jacobiano del encoder, y esa norma impresa | `ae_contractivo` | 8 |
# | 12 · sobrecompleto | un autoencoder con un código **más ancho** que la imagen, disperso, y su dispersión impresa | `ae_sobrecompleto` | 8 |
#
# Los ejercicios 2, 3, 8, 9 y 10 no piden un modelo nuevo: use los de otros ejercicios. Los nombres de la tabla ayudan a
# encontrar cada cosa, pero otros también sirven, y se puede reutilizar un mismo nombre: cada modelo se mira tal como
# quedó al final de la celda que lo entrenó.
#
# Complete las celdas marcadas con `# TU CÓDIGO AQUÍ` (reemplace los `...`). Puede agregar celdas y cambiar lo que
# quiera: lo que se califica son los modelos entrenados y lo que usted dibuja e imprime, no la forma del código. Antes
# de entregar, reinicie el kernel y ejecute todo de arriba abajo.
#
# Con pocas épocas alcanza. Si su máquina es lenta, entrene los modelos convolucionales con las primeras 20 000 o
# 30 000 imágenes.

# %%
import keras
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf
from keras import layers

keras.utils.set_random_seed(5)

# %% [markdown]
# ## Los datos
# MNIST trae 60 000 imágenes de entrenamiento y 10 000 de test, de 28×28 píxeles entre 0 y 255, en diez clases. Esta
# celda ya está lista: deja cada imagen como una fila de 784 números entre 0 y 1. Las redes convolucionales esperan
# `x_train.reshape(-1, 28, 28, 1)`.
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
# | sin ninguna red | MSE |
# |---|---|
# | dibujar siempre la imagen promedio | 0,067 |
# | PCA con 2 componentes | 0,056 |
# | PCA con 32 componentes | 0,0168 |

# %% [markdown]
# ## Ejercicio 1 · Autoencoder profundo
#
# Un encoder 784-256-128-32 y un decoder 32-128-256-784, entrenados para que la salida sea igual a la entrada. Muestre
# unas diez imágenes de test y, debajo de cada una, su reconstrucción.
#
# *Se mira* que el código tenga 32 números y capas ocultas de los dos lados, que el modelo esté entrenado, su MSE en
# test frente al de PCA con 32 componentes, y la figura.
#
# *Pistas*
# - Haga el encoder y el decoder como dos modelos y el autoencoder con los dos: entrenar el último entrena los otros, y
#   en los ejercicios 2, 3 y 10 los va a usar por separado.
# - `relu` en las capas ocultas, `sigmoid` en la última, `adam`, `mse`, `batch_size=256`, de 6 a 10 épocas.

# %%
ae_profundo = ...  # TU CÓDIGO AQUÍ: construya, compile y entrene

# %%
# TU CÓDIGO AQUÍ: originales y reconstrucciones

# %% [markdown]
# ## Ejercicio 2 · Vista del espacio latente
#
# Lleve el código de 32 números de 1000 imágenes de test a dos dimensiones y dibújelo, cada punto del color de su clase.
#
# *Se mira* que los puntos salgan del código de un encoder entrenado por usted, que haya 1000 o más, con los colores de
# sus clases, y que los vecinos sean de la misma clase.
#
# *Pistas*
# - `TSNE(n_components=2, random_state=0).fit_transform(codigos)`, de `sklearn.manifold`; UMAP o PCA también sirven.
# - Dos de los treinta y dos números (`codigos[:, 0]` y `codigos[:, 1]`) no son una vista: tiran los otros treinta.
# - t-SNE se aplica al código, no a las imágenes. Las etiquetas sirven solo para colorear, y son las de test.

# %%
puntos = ...  # TU CÓDIGO AQUÍ: los códigos de 1000 imágenes de test o más, en dos dimensiones

# %%
# TU CÓDIGO AQUÍ: el scatter, coloreado por clase

# %% [markdown]
# ## Ejercicio 3 · Detección de anomalías por umbral
#
# Con el autoencoder del ejercicio 1: el umbral es la media más dos desvíos del error de las imágenes de
# **entrenamiento**. Una imagen es una anomalía si su error lo supera. Imprima qué parte marca de las imágenes de test,
# de imágenes de ruido al azar y de Fashion-MNIST, y dibuje un histograma de los errores con la línea del umbral.
#
# *Se mira* de dónde sale el umbral, que marque pocas imágenes de test (hasta el 10 %) y casi todas las anomalías, que
# las partes estén impresas y el histograma dibujado.
#
# *Pistas*
# - No saque el umbral de la misma mezcla que va a juzgar. Si la mitad son anomalías, ellas mismas suben la media y el
#   desvío, y nada queda por encima: el detector no marca ninguna.
# - El error es uno por imagen: `np.mean(np.square(x - x_rec), axis=1)`.
# - `keras.datasets.fashion_mnist.load_data()` trae las otras imágenes; escálelas igual que las de MNIST.

# %%
umbral = ...  # TU CÓDIGO AQUÍ: media + 2 desvíos del error de las imágenes de entrenamiento

# %%
# TU CÓDIGO AQUÍ: la parte marcada de test, de ruido y de Fashion-MNIST, impresa con print, y el histograma con el
# umbral

# %% [markdown]
# ## Ejercicio 4 · Denoising
#
# Sume a las imágenes un ruido normal de desviación 0,5, recorte a 0..1 y entrene con la imagen ruidosa como entrada y
# la limpia como objetivo. Muestre algunas imágenes de test: original, con ruido y reconstruida.
#
# *Se mira* que el modelo se haya entrenado con pares ruidosa → limpia, cuánto baja el error con un ruido nuevo, y la
# figura.
#
# *Pistas*
# - Construya un modelo **nuevo**. Con `ae_ruido = ae_profundo` los dos nombres son el mismo objeto, y al entrenarlo de
#   nuevo se pierde el del ejercicio 1.
# - `np.random.normal(size=x.shape)`: con `size`. El ruido va en la entrada y solo ahí.
# - Si recorta en entrenamiento, recorte igual en test.

# %%
ae_ruido = ...  # TU CÓDIGO AQUÍ: agregue el ruido, construya, compile y entrene

# %%
# TU CÓDIGO AQUÍ: original, con ruido y reconstruida

# %% [markdown]
# ## Ejercicio 5 · Autoencoder convolucional
#
# Convoluciones que achican la imagen hasta el código y otras que la agrandan de nuevo. Muestre reconstrucciones.
#
# *Se mira* que tenga convoluciones de los dos lados, que el código sea más chico que la imagen, el MSE en test y la
# figura.
#
# *Pistas*
# - Cuente los números del código: 4×4×8 son 128; 7×7×32 son 1568, el doble de la imagen, y eso no comprime nada.
# - Con `MaxPooling2D(2, padding="same")` los lados van 28 → 14 → 7 → 4. De vuelta, tres `UpSampling2D(2)` dan 32: una
#   convolución **sin** `padding="same"` pasa de 16 a 14, y así se llega a 28.
# - Los datos van con cuatro ejes: `(n, 28, 28, 1)`.

# %%
ae_convolucional = ...  # TU CÓDIGO AQUÍ: construya, compile y entrene

# %%
# TU CÓDIGO AQUÍ: originales y reconstrucciones

# %% [markdown]
# ## Ejercicio 6 · VAE
#
# Un autoencoder variacional 784-256-2: el encoder devuelve media y log-varianza, y si quiere también la muestra
# (`[z_mean, z_log_var, z]`); la pérdida es reconstrucción + KL. Dibuje las medias de las imágenes de test o algunas
# reconstrucciones.
#
# *Se mira* que reconstruya mejor que la imagen promedio, que las dos unidades digan algo de la imagen (KL), y que los
# códigos ocupen la normal estándar.
#
# *Pistas*
# - Los dos términos tienen que estar en la misma escala, nats por imagen: **sume** la entropía cruzada sobre los 784
#   píxeles. `binary_crossentropy` devuelve la **media** sobre el último eje, así que multiplique por 784. Con la media,
#   el KL pesa 784 veces más, y lo más barato es no decir nada: todas las salidas quedan iguales a la imagen promedio.
# - Mire el KL mientras entrena. Si se va a cero, el código está vacío.
# - `z_log_var` es el logaritmo de la varianza: el desvío es `exp(0.5 * z_log_var)`. En el KL va `exp(z_log_var)`, y el
#   signo de adelante es menos: `-0.5 * suma(1 + z_log_var - z_mean² - exp(z_log_var))`.
# - El código de una imagen es su media; la muestra es solo para entrenar.
# - Un `train_step` propio, `add_loss` o un ciclo con `GradientTape` sirven igual. De 6 a 10 épocas, `batch_size=128`.

# %%
vae = ...  # TU CÓDIGO AQUÍ: el muestreo, el encoder, el decoder, la pérdida; entrene

# %%
# TU CÓDIGO AQUÍ: las medias de las imágenes de test por clase, o reconstrucciones

# %% [markdown]
# ## Ejercicio 7 · VAE convolucional
#
# Lo mismo con convoluciones: por ejemplo `Conv2D` 32 y 64 con `strides=2`, `Dense(16)` y las dos cabezas de 2; de
# vuelta, `Dense(7*7*64)`, `Reshape` y `Conv2DTranspose` 64, 32 y 1.
#
# *Se mira* lo mismo que en el ejercicio 6, y que tenga convoluciones de los dos lados.
#
# *Pistas*
# - Atención a la forma: en imágenes `(n, 28, 28, 1)` el último eje es el canal, y `binary_crossentropy` promedia sobre
#   ese solo eje y devuelve `(n, 28, 28)`. Sume sobre los **dos** ejes que quedan, `axis=(1, 2)`. Sumar solo `axis=-1`
#   deja la reconstrucción 28 veces más chica, y este VAE colapsa.
# - Puede tardar unas épocas en usar su segunda unidad; una tasa de 0,002 en lugar de 0,001 ayuda.

# %%
vae_conv = ...  # TU CÓDIGO AQUÍ: el encoder, el decoder; entrene

# %%
# TU CÓDIGO AQUÍ: reconstrucciones, o las medias por clase

# %% [markdown]
# ## Ejercicio 8 · Cuadrícula de imágenes generadas
#
# Decodifique una cuadrícula de puntos de la normal estándar (o sorteos de ella) con el decoder de un VAE, y dibuje las
# imágenes en una sola figura.
#
# *Se mira* que las imágenes salgan del decoder de un modelo generativo, que los puntos sean de la normal, y que lo
# generado parezca dígitos, variados y no copiados.
#
# *Pistas*
# - Decodifique todos los puntos de una vez: `decoder.predict(z)` con `z` de forma `(225, 2)`.
# - Con un autoencoder común esto no vale: sus códigos no siguen ninguna distribución conocida.
# - La cuadrícula entre −3 y 3 gasta muchas casillas en las esquinas, donde casi nunca hay códigos. Los cuantiles de la
#   normal (`scipy.stats.norm.ppf`) la recorren mejor.

# %%
generadas = ...  # TU CÓDIGO AQUÍ: imágenes decodificadas desde la normal estándar

# %%
# TU CÓDIGO AQUÍ: todas en una figura

# %% [markdown]
# ## Ejercicio 9 · Interpolación
#
# Tome los códigos de dos imágenes de test, recorra la recta entre ellos en 10 pasos, decodifique cada paso y dibújelos.
#
# *Se mira* que los pasos pasen por los códigos, y que la figura los muestre en orden.
#
# *Pistas*
# - `z = (1 - t) * z1 + t * z2`, con `t` de 0 a 1. Mezclar los **píxeles** de las dos imágenes es otra cosa.
# - Con un VAE use las medias, no las muestras.

# %%
camino = ...  # TU CÓDIGO AQUÍ: las 10 imágenes decodificadas

# %%
# TU CÓDIGO AQUÍ: dibújelas en una fila

# %% [markdown]
# ## Ejercicio 10 · Aritmética en el espacio latente
#
# Calcule z_c + (z_a − z_b) con los códigos de tres imágenes, decodifique, y dibuje el resultado junto a las tres imágenes
# a, b y c. En lugar de z_a y z_b sirven también las medias de los códigos de dos clases.
#
# *Se mira* que el resultado salga de esa cuenta con códigos, decodificada, y que la figura muestre los cuatro.
#
# *Pistas*
# - Elija b y c de una misma clase y a de otra: lo que se suma a c es lo que convierte a b en a.
# - Con un código de 32 números sale mejor que con uno de 2. Sirve cualquier autoencoder; con un VAE, las medias.
# - Reste códigos de un mismo encoder y decodifique con **su** decoder.

# %%
resultado = ...  # TU CÓDIGO AQUÍ: la imagen decodificada de z_c + (z_a - z_b)

# %%
# TU CÓDIGO AQUÍ: a, b, c y el resultado

# %% [markdown]
# ## Ejercicio 11 · Autoencoder contractivo
#
# Un autoencoder 784-64-784 con código `sigmoid` que suma a la pérdida la norma de Frobenius al cuadrado del jacobiano
# del encoder. Imprima esa norma al cuadrado, promedio de las imágenes de test.
#
# *Se mira* que el código se mueva mucho menos que sin la penalización cuando la imagen cambia un poco, que el modelo
# todavía reconstruya, y que la norma al cuadrado esté impresa.
#
# *Pistas*
# - Para una sola capa sigmoide no hace falta derivar dos veces: la norma al cuadrado es la suma sobre las unidades de
#   `(h * (1 - h))² · suma(W²)`. `batch_jacobian` da lo mismo, bastante más lento.
# - Con el MSE medio por píxel, un lambda de 1e-3 alcanza. Con uno demasiado grande el código muere: la norma es casi
#   cero porque todas las salidas son la imagen promedio.
# - El sigmoide aprende despacio con MSE: una tasa de aprendizaje mayor (0,003 a 0,01) ayuda.

# %%
ae_contractivo = ...  # TU CÓDIGO AQUÍ: construya, agregue la penalización, compile y entrene

# %%
# TU CÓDIGO AQUÍ: la norma al cuadrado del jacobiano en test, impresa con print, y algunas reconstrucciones

# %% [markdown]
# ## Ejercicio 12 · Autoencoder sobrecompleto
#
# Un código de 1000 unidades, más que los 784 píxeles, con `keras.regularizers.l1(1e-4)` sobre sus activaciones. Imprima
# qué tan disperso es el código y el MSE sobre imágenes de ruido blanco.
#
# *Se mira* que el código sea más ancho que la imagen, que haya una penalización y el código sea disperso, que
# reconstruya dígitos, y que **no** copie cualquier cosa que se le muestre.
#
# *Pistas*
# - Sin regularización, un código más ancho que la entrada no tiene por qué aprender nada de los datos.
# - El argumento es `activity_regularizer`; `kernel_regularizer` penaliza los pesos, que es otra cosa.
# - Mida la dispersión sin unidades, por ejemplo con la de Hoyer: `(√k − l1/l2) / (√k − 1)`, entre 0 y 1.
# - Ruido blanco: `rng.random((1000, 784))`. Dibujar siempre 0,5 tendría ahí un MSE de 0,083.

# %%
ae_sobrecompleto = ...  # TU CÓDIGO AQUÍ: construya, compile y entrene

# %%
# TU CÓDIGO AQUÍ: la dispersión del código, el MSE en test y sobre ruido blanco, impresos con print

# %% [markdown]
# ## Antes de entregar
# Esta celda no califica: solo avisa qué nombres no encuentra. Si usó otros, no le haga caso.

# %%
pendientes = [
    nombre
    for nombre in (
        "ae_profundo", "puntos", "umbral", "ae_ruido", "ae_convolucional", "vae", "vae_conv", "generadas", "camino",
        "resultado", "ae_contractivo", "ae_sobrecompleto",
    )
    if globals().get(nombre, ...) is ...
]  # fmt: skip
print("Falta completar:", ", ".join(pendientes) or "nada")

# %% [markdown]
# ## Conclusiones
# *(Dos o tres oraciones: ¿qué puede hacer un VAE que un autoencoder común no, y qué cuesta?)*
