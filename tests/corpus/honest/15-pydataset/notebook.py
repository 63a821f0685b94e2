# %% [markdown]
# # Detector de anomalías (homework)
# Leandro Basualdo

# %%
import math
import keras
import numpy as np
import matplotlib.pyplot as plt
from keras import layers
from sklearn.metrics import roc_auc_score


# %%
class SoloCamisetas(keras.utils.PyDataset):
    def __init__(self, imagenes, etiquetas, tam_lote=64, **kwargs):
        super().__init__(**kwargs)
        self.imagenes = imagenes[etiquetas == 0]
        self.tam_lote = tam_lote
        self.orden = np.arange(len(self.imagenes))
        self.rng = np.random.default_rng(3)

    def __len__(self):
        return math.ceil(len(self.imagenes) / self.tam_lote)

    def __getitem__(self, i):
        lote = self.imagenes[self.orden[i * self.tam_lote : (i + 1) * self.tam_lote]]
        x = lote[..., None].astype("float32") / 255
        return x, x

    def on_epoch_end(self):
        self.rng.shuffle(self.orden)


# %%
(x_train, y_train), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()
datos = SoloCamisetas(x_train, y_train)
print(len(datos), datos[0][0].shape)

# %%
inp = keras.Input((28, 28, 1))
x = layers.Conv2D(12, 3, strides=2, padding="same", activation="relu")(inp)
x = layers.Conv2D(16, 3, strides=2, padding="same", activation="relu")(x)
z = layers.Dense(28, name="z")(layers.Flatten()(x))
x = layers.Dense(7 * 7 * 16, activation="relu")(z)
x = layers.Reshape((7, 7, 16))(x)
x = layers.UpSampling2D()(x)
x = layers.Conv2D(8, 3, padding="same", activation="relu")(x)
x = layers.UpSampling2D()(x)
out = layers.Conv2D(1, 3, padding="same", activation="sigmoid")(x)
ae = keras.Model(inp, out)
ae.compile(optimizer=keras.optimizers.RMSprop(0.002, momentum=0.5), loss="mse")
ae.fit(datos, epochs=6, verbose=2)

# %%
xt = x_test[..., None].astype("float32") / 255
mse = ((xt - ae.predict(xt, verbose=0)) ** 2).mean((1, 2, 3))
camiseta = y_test == 0
print("MSE medio", {"camiseta": float(mse[camiseta].mean()), "resto": float(mse[~camiseta].mean())})

# %%
fig = plt.figure()
ax = fig.add_subplot()
_, bordes, _ = ax.hist(mse[~camiseta], bins=70, density=True, alpha=0.5, label="resto")
ax.hist(mse[camiseta], bins=bordes, density=True, alpha=0.5, label="camiseta")
ax.set_xlim(0, 0.12)
ax.legend()
fig.savefig("histograma.png")
plt.show()

# %%
auc = roc_auc_score(camiseta, -mse)
print(f"{auc = :.4f}")
