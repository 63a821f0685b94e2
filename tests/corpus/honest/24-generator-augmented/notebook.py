# %% [markdown]
# # Tarea 156
# Abril Montenegro. Generador propio, con espejado al azar para tener más variedad.

# %%
import numpy as np
import tensorflow as tf
from tensorflow.keras import Model, layers
import matplotlib.pyplot as plt
from sklearn.metrics import roc_auc_score

rng = np.random.default_rng(0)

# %%
(x_train, y_train), (x_test, y_test) = tf.keras.datasets.fashion_mnist.load_data()
remeras = x_train[y_train == 0][..., None] / 255.0
x_test = x_test[..., None] / 255.0


def generador(tam=64):
    while True:
        i = rng.integers(0, len(remeras), tam)
        lote = remeras[i]
        voltear = rng.random(tam) < 0.5
        lote[voltear] = lote[voltear, :, ::-1]
        yield lote.astype("float32"), lote.astype("float32")


# %%
class Autoencoder:
    """No hereda de nada: guarda las dos mitades y el modelo completo."""

    def __init__(self, d):
        i = layers.Input((28, 28, 1))
        h = layers.Conv2D(16, 3, strides=2, padding="same", activation="relu")(i)
        h = layers.Conv2D(32, 3, strides=2, padding="same", activation="relu")(h)
        self.codificador = Model(i, layers.Dense(d)(layers.Flatten()(h)))
        j = layers.Input((d,))
        h = layers.Reshape((7, 7, 32))(layers.Dense(7 * 7 * 32, activation="relu")(j))
        h = layers.Conv2DTranspose(16, 3, strides=2, padding="same", activation="relu")(h)
        self.decodificador = Model(j, layers.Conv2DTranspose(1, 3, strides=2, padding="same", activation="sigmoid")(h))
        self.todo = Model(i, self.decodificador(self.codificador(i)))
        self.todo.compile(optimizer="adam", loss="mse")

    def __call__(self, x):
        return self.todo.predict(x, verbose=0)


autoencoder = Autoencoder(32)
autoencoder.todo.fit(generador(), steps_per_epoch=94, epochs=7, verbose=2)

# %%
mse = np.mean((x_test - autoencoder(x_test)) ** 2, axis=(1, 2, 3))
print(mse.shape)

# %%
grupos = {"T-shirt": mse[y_test == 0], "no T-shirt": mse[y_test != 0]}
plt.hist(list(grupos.values()), bins=40, density=True, histtype="stepfilled", alpha=0.5, label=list(grupos))
plt.legend()
plt.xlabel("MSE")
plt.show()
for nombre, valores in grupos.items():
    print(nombre, "media:", valores.mean().round(4), "mediana:", np.median(valores).round(4))

# %%
auc = roc_auc_score(y_test == 0, -mse)
print("AUC-ROC:", auc)
