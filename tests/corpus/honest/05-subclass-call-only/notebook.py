# %%
# Tarea clase 156. Rocío Benavídez
import numpy as np
import tensorflow as tf
import matplotlib.pyplot as plt
from sklearn.metrics import roc_auc_score

# %%
(xe, ye), (xt, yt) = tf.keras.datasets.fashion_mnist.load_data()
xe = (xe / 255.0).astype("float32")[..., np.newaxis]
xt = (xt / 255.0).astype("float32")[..., np.newaxis]

# %% [markdown]
# ### 1) Modelo como subclase. Las capas son atributos y todo pasa en `call`


# %%
class RedAutoencoder(tf.keras.Model):
    def __init__(self, dim=24):
        super().__init__()
        self.conv1 = tf.keras.layers.Conv2D(12, 3, strides=2, padding="same", activation="relu")
        self.conv2 = tf.keras.layers.Conv2D(24, 3, strides=2, padding="same", activation="relu")
        self.aplanar = tf.keras.layers.Flatten()
        self.codigo = tf.keras.layers.Dense(dim)
        self.expandir = tf.keras.layers.Dense(7 * 7 * 24, activation="relu")
        self.forma = tf.keras.layers.Reshape((7, 7, 24))
        self.deconv1 = tf.keras.layers.Conv2DTranspose(12, 3, strides=2, padding="same", activation="relu")
        self.deconv2 = tf.keras.layers.Conv2DTranspose(1, 3, strides=2, padding="same", activation="sigmoid")

    def call(self, x):
        x = self.conv1(x)
        x = self.conv2(x)
        x = self.aplanar(x)
        z = self.codigo(x)
        x = self.expandir(z)
        x = self.forma(x)
        x = self.deconv1(x)
        return self.deconv2(x)


red = RedAutoencoder()
red.compile(optimizer=tf.keras.optimizers.Adam(learning_rate=0.0015), loss="mse")
red.fit(xe[ye == 0], xe[ye == 0], epochs=7, batch_size=64, verbose=2)

# %% [markdown]
# ### 2) Error por imagen

# %%
errores = []
for i in range(0, len(xt), 500):
    lote = xt[i : i + 500]
    errores.extend(np.mean((lote - red(lote).numpy()) ** 2, axis=(1, 2, 3)))
errores = np.array(errores)
print(errores.shape, errores[yt == 0].mean(), errores[yt != 0].mean())

# %% [markdown]
# ### 3) Histograma (escala log en x porque la cola es larga)

# %%
cortes = np.logspace(np.log10(errores.min()), np.log10(errores.max()), 50)
c0, _ = np.histogram(errores[yt == 0], cortes, density=False)
c1, _ = np.histogram(errores[yt != 0], cortes, density=False)
plt.figure(figsize=(8, 4))
plt.stairs(c0 / c0.sum(), cortes, fill=True, alpha=0.5, label="T-shirt")
plt.stairs(c1 / c1.sum(), cortes, fill=True, alpha=0.5, label="no T-shirt")
plt.xscale("log")
plt.xlabel("MSE (log)")
plt.ylabel("proporción de imágenes")
plt.legend()
plt.show()

# %% [markdown]
# ### 4) AUC

# %%
auc = roc_auc_score(yt == 0, -errores)
print("ROC AUC es-T-shirt =", "%.4f" % auc)
