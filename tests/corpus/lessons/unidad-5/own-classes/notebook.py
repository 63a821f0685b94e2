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
# # Unidad 5 · Autoencoders y representación latente
#
# **Nombre y apellido:** Martina Quiroga
#
# Vengo de PyTorch, así que escribí los modelos como subclases de `keras.Model` con `encode` / `decode` / `call`.

# %%
import keras
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf
from keras import layers
from scipy.stats import norm
from sklearn.manifold import TSNE

keras.utils.set_random_seed(5)
rng = np.random.default_rng(5)

# %% [markdown]
# ## Los datos

# %%
(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train = x_train.reshape(-1, 784).astype("float32") / 255
x_test = x_test.reshape(-1, 784).astype("float32") / 255

# versión con canal, para las redes convolucionales
img_train = x_train.reshape(-1, 28, 28, 1)
img_test = x_test.reshape(-1, 28, 28, 1)

print("entrenamiento:", x_train.shape, " test:", x_test.shape)


# %% [markdown]
# ## Funciones auxiliares

# %%
def en_lotes(f, x, tam=1000):
    """Aplica f (un modelo, su encode o su decode) por lotes y devuelve arrays de numpy."""
    trozos = [f(x[i : i + tam]) for i in range(0, len(x), tam)]
    if isinstance(trozos[0], (tuple, list)):
        return [np.concatenate([np.asarray(t) for t in parte]) for parte in zip(*trozos)]
    return np.concatenate([np.asarray(t) for t in trozos])


def error_por_imagen(x, x_rec):
    """MSE de cada imagen, da igual si vienen planas o con canal."""
    x, x_rec = np.asarray(x).reshape(len(x), -1), np.asarray(x_rec).reshape(len(x_rec), -1)
    return np.mean(np.square(x - x_rec), axis=1)


def mostrar_filas(filas, nombres, titulo=""):
    """Cada elemento de `filas` es un lote de imágenes: una fila de la figura por lote."""
    n = len(filas[0])
    fig, ejes = plt.subplots(len(filas), n, figsize=(1.2 * n, 1.35 * len(filas)), squeeze=False)
    for f, lote in enumerate(filas):
        for j in range(n):
            ax = ejes[f, j]
            ax.imshow(np.asarray(lote[j]).reshape(28, 28), cmap="gray", vmin=0, vmax=1)
            ax.set_xticks([])
            ax.set_yticks([])
        ejes[f, 0].set_ylabel(nombres[f])
    fig.suptitle(titulo)
    plt.tight_layout()
    plt.show()


# %% [markdown]
# ## Ejercicio 1 · Autoencoder profundo
# 784-256-128-32 y de vuelta. El código lo dejo lineal (sin relu) para no perder la mitad de cada eje.

# %%
class AEDenso(keras.Model):
    def __init__(self, anchos=(256, 128), dim_z=32, **kw):
        super().__init__(**kw)
        self.bloque_enc = keras.Sequential(
            [layers.Dense(a, activation="relu") for a in anchos] + [layers.Dense(dim_z)]
        )
        self.bloque_dec = keras.Sequential(
            [layers.Dense(a, activation="relu") for a in reversed(anchos)]
            + [layers.Dense(784, activation="sigmoid")]
        )

    def encode(self, x):
        return self.bloque_enc(x)

    def decode(self, z):
        return self.bloque_dec(z)

    def call(self, x):
        return self.decode(self.encode(x))


# %%
red1 = AEDenso(anchos=(256, 128), dim_z=32)
red1.compile(optimizer=keras.optimizers.Adam(1e-3), loss="mse")
hist1 = red1.fit(x_train, x_train, epochs=10, batch_size=256, verbose=2)

rec_test = red1.predict(x_test, batch_size=1000, verbose=0)
print("forma del código:", red1.encode(x_test[:5]).shape)
print(f"MSE en test: {error_por_imagen(x_test, rec_test).mean():.4f}  (PCA con 32: 0.0168)")

# %%
mostrar_filas([x_test[:10], rec_test[:10]], ["original", "reconstr."], "Autoencoder profundo")

# %% [markdown]
# ## Ejercicio 2 · Vista del espacio latente
# t-SNE sobre los códigos de 32 números de imágenes de test elegidas al azar.

# %%
elegidas = rng.choice(len(x_test), size=1200, replace=False)
z_test = en_lotes(red1.encode, x_test[elegidas])
etiquetas = y_test[elegidas]

mapa2d = TSNE(n_components=2, random_state=0).fit_transform(z_test)
print("códigos:", z_test.shape, "->", mapa2d.shape)

# %%
plt.figure(figsize=(8, 7))
for clase in range(10):
    m = etiquetas == clase
    plt.scatter(mapa2d[m, 0], mapa2d[m, 1], s=10, color=plt.cm.tab10(clase), label=str(clase))
plt.legend(title="clase", loc="best", markerscale=2)
plt.title("t-SNE del código de 32 números (test)")
plt.show()

# %% [markdown]
# ## Ejercicio 3 · Detección de anomalías por umbral
# El umbral sale **solo** de las imágenes limpias de entrenamiento.

# %%
err_train = error_por_imagen(x_train, red1.predict(x_train, batch_size=1000, verbose=0))
corte = err_train.mean() + 2 * err_train.std()
print(f"media {err_train.mean():.5f}  desvío {err_train.std():.5f}  umbral {corte:.5f}")

# %%
(_, _), (ropa, _) = keras.datasets.fashion_mnist.load_data()
ropa = ropa.reshape(-1, 784).astype("float32") / 255
azar = rng.random((2000, 784)).astype("float32")

errores = {}
for nombre, datos in [("MNIST test", x_test), ("ruido al azar", azar), ("Fashion-MNIST", ropa)]:
    e = error_por_imagen(datos, red1.predict(datos, batch_size=1000, verbose=0))
    errores[nombre] = e
    print(f"{nombre:>14}: marca como anomalía el {100 * np.mean(e > corte):.1f} %")

plt.figure(figsize=(9, 4))
cajas = np.linspace(0, max(e.max() for e in errores.values()), 120)
for nombre, e in errores.items():
    plt.hist(e, bins=cajas, alpha=0.6, density=True, label=nombre)
plt.axvline(corte, color="k", linestyle="--", label=f"umbral = {corte:.4f}")
plt.yscale("log")
plt.xlabel("error de reconstrucción (MSE)")
plt.legend()
plt.title("Errores y umbral")
plt.show()


# %% [markdown]
# ## Ejercicio 4 · Denoising
# Un modelo nuevo (otra instancia, con otros pesos). El ruido va solo en la entrada.

# %%
def ensuciar(x, sigma=0.5):
    ruido = rng.standard_normal(size=x.shape, dtype=np.float32)
    return np.clip(x + sigma * ruido, 0.0, 1.0)


sucias_train = ensuciar(x_train)

limpiador = AEDenso(anchos=(256, 128), dim_z=64)
limpiador.compile(optimizer=keras.optimizers.Adam(1e-3), loss="mse")
limpiador.fit(sucias_train, x_train, epochs=8, batch_size=256, verbose=2)  # ruidosa -> limpia
del sucias_train

# %%
sucias_test = ensuciar(x_test)  # ruido nuevo
limpias = limpiador.predict(sucias_test, batch_size=1000, verbose=0)
print(f"MSE ruidosa vs original:      {error_por_imagen(x_test, sucias_test).mean():.4f}")
print(f"MSE reconstruida vs original: {error_por_imagen(x_test, limpias).mean():.4f}")
mostrar_filas(
    [x_test[:10], sucias_test[:10], limpias[:10]], ["original", "con ruido", "reconstr."], "Denoising"
)


# %% [markdown]
# ## Ejercicio 5 · Autoencoder convolucional
# 28 → 14 → 7 → 4 con `strides=2`; el código es 4×4×8 = 128 números (menos que 784). De 4 a 7 subo con una
# transpuesta de núcleo 4 sin padding.

# %%
class AEConv(keras.Model):
    def __init__(self, **kw):
        super().__init__(**kw)
        # encoder
        self.c1 = layers.Conv2D(16, 3, strides=2, padding="same", activation="relu")  # 14x14
        self.c2 = layers.Conv2D(32, 3, strides=2, padding="same", activation="relu")  # 7x7
        self.c3 = layers.Conv2D(8, 3, strides=2, padding="same")  # 4x4x8: el código
        # decoder
        self.t1 = layers.Conv2DTranspose(32, 4, padding="valid", activation="relu")  # 4 -> 7
        self.t2 = layers.Conv2DTranspose(16, 3, strides=2, padding="same", activation="relu")  # 14
        self.t3 = layers.Conv2DTranspose(16, 3, strides=2, padding="same", activation="relu")  # 28
        self.salida = layers.Conv2D(1, 3, padding="same", activation="sigmoid")

    def encode(self, x):
        return self.c3(self.c2(self.c1(x)))

    def decode(self, z):
        return self.salida(self.t3(self.t2(self.t1(z))))

    def call(self, x):
        return self.decode(self.encode(x))


# %%
red_conv = AEConv()
red_conv.compile(optimizer=keras.optimizers.Adam(2e-3), loss="binary_crossentropy", metrics=["mse"])
red_conv.fit(img_train[:20000], img_train[:20000], epochs=6, batch_size=128, verbose=2)
print("forma del código:", red_conv.encode(img_test[:2]).shape)

# %%
rec_conv = red_conv.predict(img_test, batch_size=500, verbose=0)
print(f"MSE en test: {error_por_imagen(img_test, rec_conv).mean():.4f}")
mostrar_filas([img_test[:10], rec_conv[:10]], ["original", "reconstr."], "Autoencoder convolucional")


# %% [markdown]
# ## Ejercicio 6 · VAE denso
# 784-256-2, con `train_step` propio. Los dos términos van en nats por imagen (entropía cruzada **sumada** en los 784
# píxeles).

# %%
def terminos_vae(x, x_rec, mu, logvar):
    """Reconstrucción y KL, las dos en nats por imagen (promedio en el lote)."""
    x = tf.reshape(x, (-1, 784))
    x_rec = tf.reshape(x_rec, (-1, 784))
    # binary_crossentropy promedia los 784 píxeles: multiplico para tener la suma
    rec = 784.0 * tf.reduce_mean(keras.losses.binary_crossentropy(x, x_rec))
    kl = -0.5 * tf.reduce_mean(tf.reduce_sum(1 + logvar - tf.square(mu) - tf.exp(logvar), axis=1))
    return rec, kl


def kl_por_unidad(mu, logvar):
    return np.mean(-0.5 * (1 + logvar - mu**2 - np.exp(logvar)), axis=0)


class VAEDenso(keras.Model):
    def __init__(self, oculto=256, dim_z=2, **kw):
        super().__init__(**kw)
        self.fc1 = layers.Dense(oculto, activation="relu")
        self.fc_mu = layers.Dense(dim_z)
        self.fc_logvar = layers.Dense(dim_z)
        self.fc2 = layers.Dense(oculto, activation="relu")
        self.fc3 = layers.Dense(784, activation="sigmoid")
        self.m_total = keras.metrics.Mean(name="loss")
        self.m_rec = keras.metrics.Mean(name="rec")
        self.m_kl = keras.metrics.Mean(name="kl")

    @property
    def metrics(self):
        return [self.m_total, self.m_rec, self.m_kl]

    def encode(self, x):
        h = self.fc1(x)
        mu, logvar = self.fc_mu(h), self.fc_logvar(h)
        z = mu + tf.exp(0.5 * logvar) * tf.random.normal(tf.shape(mu))  # reparametrización
        return mu, logvar, z

    def decode(self, z):
        return self.fc3(self.fc2(z))

    def call(self, x, training=False):
        mu, logvar, z = self.encode(x)
        return self.decode(z if training else mu)  # fuera del entrenamiento, la media

    def train_step(self, data):
        x = data[0] if isinstance(data, (tuple, list)) else data
        with tf.GradientTape() as cinta:
            mu, logvar, z = self.encode(x)
            rec, kl = terminos_vae(x, self.decode(z), mu, logvar)
            total = rec + kl
        pesos = self.trainable_variables
        self.optimizer.apply_gradients(zip(cinta.gradient(total, pesos), pesos))
        self.m_total.update_state(total)
        self.m_rec.update_state(rec)
        self.m_kl.update_state(kl)
        return {m.name: m.result() for m in self.metrics}


# %%
vae_denso = VAEDenso()
vae_denso(x_train[:2])  # una pasada para crear los pesos
vae_denso.compile(optimizer=keras.optimizers.Adam(2e-3))
vae_denso.fit(x_train, epochs=10, batch_size=128, verbose=2)

# %%
mu_test, logvar_test, _ = en_lotes(vae_denso.encode, x_test)
rec_vae = en_lotes(vae_denso.decode, mu_test)
print(f"MSE en test: {error_por_imagen(x_test, rec_vae).mean():.4f}  (imagen promedio: 0.067)")
print("KL por unidad:", kl_por_unidad(mu_test, logvar_test).round(2))
print("media de las medias:", mu_test.mean(axis=0).round(2), " desvío:", mu_test.std(axis=0).round(2))

plt.figure(figsize=(8, 7))
plt.scatter(mu_test[:, 0], mu_test[:, 1], c=y_test, cmap="tab10", s=4, alpha=0.6)
plt.colorbar(label="clase")
plt.xlabel("mu[0]")
plt.ylabel("mu[1]")
plt.title("VAE denso: medias de las imágenes de test")
plt.show()

mostrar_filas([x_test[:10], rec_vae[:10]], ["original", "reconstr."], "VAE denso")


# %% [markdown]
# ## Ejercicio 7 · VAE convolucional
# Acá escribo el ciclo de entrenamiento a mano, como en PyTorch. Uso menos filtros y 20 000 imágenes para que no tarde.

# %%
class VAEConv(keras.Model):
    def __init__(self, dim_z=2, **kw):
        super().__init__(**kw)
        self.conv1 = layers.Conv2D(32, 3, strides=2, padding="same", activation="relu")
        self.conv2 = layers.Conv2D(32, 3, strides=2, padding="same", activation="relu")
        self.aplanar = layers.Flatten()
        self.densa = layers.Dense(32, activation="relu")
        self.cabeza_mu = layers.Dense(dim_z)
        self.cabeza_logvar = layers.Dense(dim_z)

        self.desde_z = layers.Dense(7 * 7 * 32, activation="relu")
        self.a_mapa = layers.Reshape((7, 7, 32))
        self.deconv1 = layers.Conv2DTranspose(32, 3, strides=2, padding="same", activation="relu")
        self.deconv2 = layers.Conv2DTranspose(16, 3, strides=2, padding="same", activation="relu")
        self.deconv3 = layers.Conv2DTranspose(1, 3, padding="same", activation="sigmoid")

    def encode(self, x):
        h = self.densa(self.aplanar(self.conv2(self.conv1(x))))
        return self.cabeza_mu(h), self.cabeza_logvar(h)

    def reparametrizar(self, mu, logvar):
        return mu + tf.exp(0.5 * logvar) * tf.random.normal(tf.shape(mu))

    def decode(self, z):
        h = self.a_mapa(self.desde_z(z))
        return self.deconv3(self.deconv2(self.deconv1(h)))

    def call(self, x, training=False):
        mu, logvar = self.encode(x)
        z = self.reparametrizar(mu, logvar) if training else mu
        return self.decode(z)


def entrenar_vae(modelo, imagenes, epocas, lote, lr):
    opt = keras.optimizers.Adam(lr)
    modelo(imagenes[:2])  # crea los pesos antes del tf.function
    opt.build(modelo.trainable_variables)
    datos = tf.data.Dataset.from_tensor_slices(imagenes).shuffle(len(imagenes), seed=5)
    datos = datos.batch(lote, drop_remainder=True).prefetch(2)

    @tf.function
    def paso(x):
        with tf.GradientTape() as cinta:
            mu, logvar = modelo.encode(x)
            z = modelo.reparametrizar(mu, logvar)
            rec, kl = terminos_vae(x, modelo.decode(z), mu, logvar)
            total = rec + kl
        pesos = modelo.trainable_variables
        opt.apply_gradients(zip(cinta.gradient(total, pesos), pesos))
        return rec, kl

    for ep in range(epocas):
        registro = []
        for x in datos:
            rec, kl = paso(x)
            registro.append((float(rec), float(kl)))
        r, k = np.mean(registro, axis=0)
        print(f"época {ep + 1:2d}  reconstrucción {r:7.2f}  KL {k:5.2f}  total {r + k:7.2f}")


# %%
vae_cnn = VAEConv()
entrenar_vae(vae_cnn, img_train[:20000], epocas=10, lote=64, lr=2e-3)

# %%
mu_c, logvar_c = en_lotes(vae_cnn.encode, img_test)
rec_c = en_lotes(vae_cnn.decode, mu_c)
print(f"MSE en test: {error_por_imagen(img_test, rec_c).mean():.4f}  (imagen promedio: 0.067)")
print("KL por unidad:", kl_por_unidad(mu_c, logvar_c).round(2))
print("media de las medias:", mu_c.mean(axis=0).round(2), " desvío:", mu_c.std(axis=0).round(2))
mostrar_filas([img_test[:10], rec_c[:10]], ["original", "reconstr."], "VAE convolucional")

# %% [markdown]
# ## Ejercicio 8 · Cuadrícula de imágenes generadas
# Cuantiles de la normal estándar en cada eje, decodificados de una vez con el VAE convolucional.

# %%
lado = 15
cuantiles = norm.ppf(np.linspace(0.03, 0.97, lado))
gx, gy = np.meshgrid(cuantiles, cuantiles[::-1])
z_grilla = np.stack([gx.ravel(), gy.ravel()], axis=1).astype("float32")  # (225, 2)

inventadas = np.asarray(vae_cnn.decode(z_grilla)).reshape(-1, 28, 28)
print("imágenes generadas:", inventadas.shape)

# %%
mosaico = inventadas.reshape(lado, lado, 28, 28).transpose(0, 2, 1, 3).reshape(lado * 28, lado * 28)
plt.figure(figsize=(9, 9))
plt.imshow(mosaico, cmap="gray", vmin=0, vmax=1)
plt.axis("off")
plt.title("Imágenes generadas desde la normal estándar")
plt.show()

# %% [markdown]
# ## Ejercicio 9 · Interpolación
# De un 1 a un 0 de test, por la recta entre sus medias en el VAE denso.

# %%
i_uno = np.flatnonzero(y_test == 1)[0]
i_cero = np.flatnonzero(y_test == 0)[0]
extremos, _, _ = vae_denso.encode(x_test[[i_uno, i_cero]])  # las medias
z_ini, z_fin = np.asarray(extremos)

ts = np.linspace(0, 1, 10, dtype="float32")[:, None]
recta = (1 - ts) * z_ini + ts * z_fin
trayecto = np.asarray(vae_denso.decode(recta))
print("de", z_ini.round(2), "a", z_fin.round(2), "->", trayecto.shape)

# %%
mostrar_filas([trayecto], ["camino"], "Interpolación en el espacio latente (1 → 0)")

# %% [markdown]
# ## Ejercicio 10 · Aritmética en el espacio latente
# Con el código de 32 números del ejercicio 1: a es un 9, b y c son dos 4 distintos.

# %%
nueves, cuatros = np.flatnonzero(y_test == 9), np.flatnonzero(y_test == 4)
img_a, img_b, img_c = x_test[nueves[0]], x_test[cuatros[0]], x_test[cuatros[1]]

za, zb, zc = np.asarray(red1.encode(np.stack([img_a, img_b, img_c])))
z_nuevo = zc + (za - zb)
img_nueva = np.asarray(red1.decode(z_nuevo[None, :]))[0]

# %%
fig, ejes = plt.subplots(1, 4, figsize=(9, 2.8))
for ax, im, t in zip(
    ejes, [img_a, img_b, img_c, img_nueva], ["a (un 9)", "b (un 4)", "c (otro 4)", "c + (a − b)"]
):
    ax.imshow(im.reshape(28, 28), cmap="gray", vmin=0, vmax=1)
    ax.set_title(t)
    ax.axis("off")
plt.show()


# %% [markdown]
# ## Ejercicio 11 · Autoencoder contractivo
# 784-64-784 con código sigmoide. La norma al cuadrado del jacobiano sale con la fórmula cerrada, y la comparo con
# `batch_jacobian` en unas pocas imágenes.

# %%
class AEContractivo(keras.Model):
    def __init__(self, lam=1e-3, **kw):
        super().__init__(**kw)
        self.lam = lam
        self.oculta = layers.Dense(64, activation="sigmoid")
        self.salida = layers.Dense(784, activation="sigmoid")
        self.m_total = keras.metrics.Mean(name="loss")
        self.m_mse = keras.metrics.Mean(name="mse")
        self.m_jac = keras.metrics.Mean(name="jac2")

    @property
    def metrics(self):
        return [self.m_total, self.m_mse, self.m_jac]

    def encode(self, x):
        return self.oculta(x)

    def decode(self, h):
        return self.salida(h)

    def call(self, x):
        return self.decode(self.encode(x))

    def norma_jacobiano(self, h):
        """||J||_F^2 de cada imagen, a partir de su código h."""
        w2 = tf.reduce_sum(tf.square(self.oculta.kernel), axis=0)  # (64,)
        return tf.reduce_sum(tf.square(h * (1 - h)) * w2, axis=1)

    def train_step(self, data):
        x = data[0] if isinstance(data, (tuple, list)) else data
        with tf.GradientTape() as cinta:
            h = self.encode(x)
            mse = tf.reduce_mean(tf.square(x - self.decode(h)))
            jac2 = tf.reduce_mean(self.norma_jacobiano(h))
            total = mse + self.lam * jac2
        pesos = self.trainable_variables
        self.optimizer.apply_gradients(zip(cinta.gradient(total, pesos), pesos))
        self.m_total.update_state(total)
        self.m_mse.update_state(mse)
        self.m_jac.update_state(jac2)
        return {m.name: m.result() for m in self.metrics}


def entrenar_contractivo(lam):
    m = AEContractivo(lam=lam)
    m(x_train[:2])
    m.compile(optimizer=keras.optimizers.Adam(5e-3))
    m.fit(x_train, epochs=8, batch_size=256, verbose=2)
    return m


# %%
contractivo = entrenar_contractivo(lam=1e-3)

# %%
# el mismo modelo sin penalización, solo para comparar
sin_penalizar = entrenar_contractivo(lam=0.0)

# %%
temblor = 0.05 * rng.standard_normal(size=x_test.shape, dtype=np.float32)
for nombre, m in [("contractivo", contractivo), ("sin penalización", sin_penalizar)]:
    h = en_lotes(m.encode, x_test)
    h_mov = en_lotes(m.encode, x_test + temblor)
    norma2 = float(np.mean(np.asarray(m.norma_jacobiano(h))))
    mse = error_por_imagen(x_test, en_lotes(m.decode, h)).mean()
    mov = np.linalg.norm(h_mov - h, axis=1).mean()
    print(f"{nombre:>17}: ||J||_F^2 en test = {norma2:.4f}   MSE = {mse:.4f}   el código se mueve {mov:.4f}")

# control con derivación automática en 20 imágenes
xs = tf.convert_to_tensor(x_test[:20])
with tf.GradientTape() as cinta:
    cinta.watch(xs)
    hs = contractivo.encode(xs)
J = cinta.batch_jacobian(hs, xs)
print(
    "control: batch_jacobian", float(tf.reduce_mean(tf.reduce_sum(tf.square(J), axis=[1, 2]))),
    " fórmula", float(tf.reduce_mean(contractivo.norma_jacobiano(hs))),
)

rec_contr = en_lotes(contractivo, x_test[:10])
mostrar_filas([x_test[:10], rec_contr], ["original", "reconstr."], "Autoencoder contractivo")


# %% [markdown]
# ## Ejercicio 12 · Autoencoder sobrecompleto
# Código de 1000 unidades con L1 sobre las **activaciones**. Lo agrego con `add_loss` y divido por el tamaño del lote,
# para que la fuerza no dependa de él.

# %%
class AEDisperso(keras.Model):
    def __init__(self, dim_z=1000, l1=1e-4, **kw):
        super().__init__(**kw)
        self.hacia_z = layers.Dense(dim_z, activation="relu")
        self.hacia_x = layers.Dense(784, activation="sigmoid")
        self.castigo = keras.regularizers.l1(l1)

    def encode(self, x):
        return self.hacia_z(x)

    def decode(self, z):
        return self.hacia_x(z)

    def call(self, x):
        z = self.encode(x)
        self.add_loss(self.castigo(z) / tf.cast(tf.shape(z)[0], "float32"))
        return self.decode(z)


# %%
disperso = AEDisperso()
disperso.compile(optimizer=keras.optimizers.Adam(1e-3), loss="mse", metrics=["mse"])
disperso.fit(x_train[:30000], x_train[:30000], epochs=8, batch_size=128, verbose=2)


# %%
def hoyer(z):
    """Dispersión de Hoyer de cada fila: 0 = todas iguales, 1 = una sola activa."""
    k = z.shape[1]
    l1 = np.abs(z).sum(axis=1)
    l2 = np.sqrt(np.square(z).sum(axis=1)) + 1e-12
    return (np.sqrt(k) - l1 / l2) / (np.sqrt(k) - 1)


z_ancho = en_lotes(disperso.encode, x_test)
rec_ancho = en_lotes(disperso.decode, z_ancho)
blanco = rng.random((1000, 784)).astype("float32")
rec_blanco = disperso.predict(blanco, verbose=0)

print("ancho del código:", z_ancho.shape[1])
print(f"dispersión (Hoyer) media: {hoyer(z_ancho).mean():.3f}")
print(f"unidades activas por imagen: {np.mean(np.sum(z_ancho > 1e-3, axis=1)):.1f} de {z_ancho.shape[1]}")
print(f"MSE en test: {error_por_imagen(x_test, rec_ancho).mean():.4f}")
print(f"MSE sobre ruido blanco: {error_por_imagen(blanco, rec_blanco).mean():.4f}  (dibujar 0,5: 0.083)")
mostrar_filas([x_test[:10], rec_ancho[:10]], ["original", "reconstr."], "Autoencoder sobrecompleto disperso")

# %% [markdown]
# ## Conclusiones
# Un VAE puede **generar**: como el KL obliga a los códigos a ocupar una normal estándar, alcanza con sortear un punto de
# ella y decodificarlo, y el camino entre dos códigos pasa por imágenes razonables; en un autoencoder común no se sabe qué
# parte del espacio latente tiene sentido. El costo es que la reconstrucción sale más borrosa (parte de la pérdida se
# gasta en el KL y el código lleva ruido), y que hay que cuidar la escala de los dos términos para que no colapse.
