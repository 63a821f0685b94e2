# %% [markdown]
# # Clase 156 · Tarea: detector de anomalías con un autoencoder
#
# **Nombre y apellido:** Lucía Ferreyra
#
# Lo resolví con una subclase de `keras.Model` y mi propio `train_step`. Trabajo por dentro en la escala de −1 a 1
# (salida `tanh`) y vuelvo a la escala de 0 a 1 para medir el error.

# %%
import keras
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf
from keras import layers
from sklearn.metrics import roc_auc_score

keras.utils.set_random_seed(156)

# %%
(x_train, y_train), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()
x_train = x_train[..., np.newaxis].astype("float32") / 255
x_test = x_test[..., np.newaxis].astype("float32") / 255
es_camiseta = y_test == 0

print("entrenamiento:", x_train.shape, " test:", x_test.shape, " camisetas en test:", es_camiseta.sum())

# %% [markdown]
# ## Paso 1 · Datos de entrenamiento
# Solo la clase 0 del conjunto de entrenamiento. Aparto 600 de esas mismas camisetas para vigilar el sobreajuste;
# el test no interviene en ninguna decisión.

# %%
camisetas = x_train[y_train == 0]


def a_simetrica(x):
    """De [0, 1] a [-1, 1]."""
    return 2.0 * x - 1.0


def a_unidad(x):
    """De [-1, 1] a [0, 1]."""
    return (x + 1.0) / 2.0


orden = np.random.default_rng(156).permutation(len(camisetas))
ajuste = a_simetrica(camisetas[orden[600:]])
validacion = a_simetrica(camisetas[orden[:600]])
print("ajuste:", ajuste.shape, " validación:", validacion.shape, " rango:", ajuste.min(), ajuste.max())


# %%
class AutoencoderCamisetas(keras.Model):
    """28x28x1 -> vector latente -> 28x28x1, con pasos de entrenamiento y de validación propios."""

    def __init__(self, dim_latente=32, **kwargs):
        super().__init__(**kwargs)
        self.dim_latente = dim_latente
        # camino de ida
        self.baja_14 = layers.Conv2D(16, 5, strides=2, padding="same")
        self.baja_7 = layers.Conv2D(32, 3, strides=2, padding="same")
        self.aplanar = layers.Flatten()
        self.a_latente = layers.Dense(dim_latente)
        # camino de vuelta
        self.desde_latente = layers.Dense(7 * 7 * 32)
        self.a_mapa = layers.Reshape((7, 7, 32))
        self.sube_14 = layers.Conv2DTranspose(16, 3, strides=2, padding="same")
        self.sube_28 = layers.Conv2DTranspose(1, 5, strides=2, padding="same", activation="tanh")
        # la activación no tiene pesos: se comparte
        self.activar = layers.LeakyReLU(negative_slope=0.1)
        self.medidor = keras.metrics.Mean(name="mse")

    def encode(self, x):
        h = self.activar(self.baja_14(x))
        h = self.activar(self.baja_7(h))
        return self.a_latente(self.aplanar(h))

    def decode(self, z):
        h = self.activar(self.desde_latente(z))
        h = self.activar(self.sube_14(self.a_mapa(h)))
        return self.sube_28(h)

    def call(self, x, training=None):
        return self.decode(self.encode(x))

    @property
    def metrics(self):
        return [self.medidor]

    def train_step(self, data):
        x, objetivo = data
        with tf.GradientTape() as cinta:
            perdida = tf.reduce_mean(tf.square(objetivo - self(x, training=True)))
        gradientes = cinta.gradient(perdida, self.trainable_variables)
        self.optimizer.apply_gradients(zip(gradientes, self.trainable_variables))
        self.medidor.update_state(perdida)
        return {"mse": self.medidor.result()}

    def test_step(self, data):
        x, objetivo = data
        self.medidor.update_state(tf.reduce_mean(tf.square(objetivo - self(x, training=False))))
        return {"mse": self.medidor.result()}


# %%
autoencoder = AutoencoderCamisetas(dim_latente=32, name="autoencoder")
print("forma de la salida:", autoencoder(ajuste[:2]).shape)  # la primera llamada crea los pesos

# Vistas funcionales de las dos mitades: comparten las capas (y los pesos) con `autoencoder`.
imagen = keras.Input((28, 28, 1))
codigo = keras.Input((autoencoder.dim_latente,))
encoder = keras.Model(imagen, autoencoder.encode(imagen), name="encoder")
decoder = keras.Model(codigo, autoencoder.decode(codigo), name="decoder")
encoder.summary()
decoder.summary()

# %%
autoencoder.compile(optimizer=keras.optimizers.Adam(1e-3))
historia = autoencoder.fit(
    ajuste,
    ajuste,
    validation_data=(validacion, validacion),
    epochs=12,
    batch_size=64,
    callbacks=[
        keras.callbacks.EarlyStopping(monitor="val_mse", mode="min", patience=3, restore_best_weights=True)
    ],
    verbose=2,
)

# %% [markdown]
# En [−1, 1] las diferencias son el doble, así que el MSE es cuatro veces el de la escala de 0 a 1. Divido por 4 para
# comparar con la camiseta promedio (0,052).

# %%
for nombre, rotulo in (("mse", "ajuste"), ("val_mse", "validación")):
    plt.plot(np.array(historia.history[nombre]) / 4, marker="o", label=rotulo)
plt.axhline(0.052, color="gray", linestyle="--", label="camiseta promedio")
plt.xlabel("época")
plt.ylabel("MSE (escala 0 a 1)")
plt.legend()
plt.show()


# %% [markdown]
# ## Paso 2 · El error de cada imagen de test

# %%
def reconstruir(imagenes, lote=500):
    """Recibe y devuelve imágenes en [0, 1]."""
    partes = []
    for i in range(0, len(imagenes), lote):
        salida = autoencoder(a_simetrica(imagenes[i : i + lote]), training=False)
        partes.append(a_unidad(salida.numpy()))
    return np.concatenate(partes)


reconstruidas = reconstruir(x_test)
errores = np.mean((x_test - reconstruidas) ** 2, axis=(1, 2, 3))
print("errores:", errores.shape)
print(f"MSE medio: T-shirt {errores[es_camiseta].mean():.4f}, no T-shirt {errores[~es_camiseta].mean():.4f}")

# %%
figura, ejes = plt.subplots(2, 10, figsize=(14, 3))
for clase in range(10):
    i = np.flatnonzero(y_test == clase)[0]
    for fila, img in enumerate((x_test[i], reconstruidas[i])):
        ejes[fila, clase].imshow(img.squeeze(), cmap="gray", vmin=0, vmax=1)
        ejes[fila, clase].axis("off")
    ejes[0, clase].set_title(f"clase {clase}\n{errores[i]:.3f}", fontsize=9)
plt.show()

# %% [markdown]
# ## Paso 3 · Histograma

# %%
bins = np.linspace(0, errores.max(), 80)
plt.figure(figsize=(8, 4))
plt.hist(errores[es_camiseta], bins=bins, density=True, alpha=0.6, label="T-shirt")
plt.hist(errores[~es_camiseta], bins=bins, density=True, alpha=0.6, label="no T-shirt")
plt.xlabel("MSE de reconstrucción")
plt.ylabel("densidad")
plt.title("Error de reconstrucción en test")
plt.legend()
plt.show()

# %% [markdown]
# ## Paso 4 · ROC-AUC
# Puntaje alto = «es T-shirt», así que va el MSE con signo negativo.

# %%
auc = roc_auc_score(es_camiseta, -errores)
print("ROC-AUC:", auc)

# %%
print("AUC de T-shirt contra cada una de las otras clases:")
for clase in range(1, 10):
    par = es_camiseta | (y_test == clase)
    print(f"  clase {clase}: {roc_auc_score(es_camiseta[par], -errores[par]):.3f}")

# %% [markdown]
# ## Conclusiones
# La tabla anterior muestra qué clases se confunden más (las de AUC más bajo). Es de esperar que la camisa (6) esté
# entre ellas: tiene casi la misma silueta que una camiseta y el modelo sabe dibujarla. Lo que no tiene forma de
# prenda de torso, como la bota o el bolso, sale mal dibujado y el error lo delata.
