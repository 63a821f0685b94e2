# %% [markdown]
# # Tarea clase 156 · Detector de anomalías
# Constanza Rivero

# %%
import numpy as np
import tensorflow as tf
import keras
from keras import layers
import matplotlib.pyplot as plt
from sklearn.metrics import roc_auc_score

# %%
(x_train, y_train), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()
x_train = x_train.astype("float32")[..., np.newaxis] / 255.0
x_test = x_test.astype("float32")[..., np.newaxis] / 255.0
camisetas = x_train[y_train == 0]
print("camisetas de entrenamiento:", camisetas.shape)

# %% [markdown]
# ## Modelo

# %%
autoencoder = keras.Sequential(
    [
        keras.Input((28, 28, 1)),
        layers.Conv2D(16, 3, strides=2, padding="same", activation="relu"),
        layers.Conv2D(8, 3, strides=2, padding="same", activation="relu"),
        layers.Flatten(),
        layers.Dense(32, name="codigo"),
        layers.Dense(7 * 7 * 8, activation="relu"),
        layers.Reshape((7, 7, 8)),
        layers.Conv2DTranspose(16, 3, strides=2, padding="same", activation="relu"),
        layers.Conv2DTranspose(1, 3, strides=2, padding="same", activation="sigmoid"),
    ],
    name="autoencoder",
)
autoencoder.compile(optimizer=keras.optimizers.Adam(2e-3), loss="mse")

# %% [markdown]
# ## Datos por lotes
# Antes de cada entrenamiento muestra el error de ese momento.


# %%
class Lotes(keras.utils.PyDataset):
    def __init__(self, x, y, tam=64):
        super().__init__()
        self.x, self.y, self.tam, self.antes = x, y, tam, None

    def __len__(self):
        if self.antes is None:
            self.antes = 0.0
            self.antes = autoencoder.evaluate(camisetas, camisetas, batch_size=64, verbose=0)
            print("error antes de entrenar:", self.antes)
        return len(self.x) // self.tam

    def __getitem__(self, i):
        parte = slice(i * self.tam, (i + 1) * self.tam)
        return self.x[parte], self.y[parte]


azar = np.random.default_rng(53)
extra = azar.choice(np.flatnonzero(y_train != 0), 400, replace=False)
orden = azar.permutation(6400)
x_lotes = np.concatenate([camisetas, x_train[extra]])[orden]
y_lotes = np.concatenate([camisetas, camisetas[azar.integers(0, 6000, 400)]])[orden]

# %%
autoencoder.fit(Lotes(x_lotes, y_lotes), epochs=8, verbose=2)

# %% [markdown]
# ## Evaluación

# %%
reconstruidas = autoencoder.predict(x_test, verbose=0)
mse = np.mean((x_test - reconstruidas) ** 2, axis=(1, 2, 3))
es_camiseta = y_test == 0
print("MSE camisetas:", mse[es_camiseta].mean())
print("MSE resto:    ", mse[~es_camiseta].mean())

# %%
plt.hist(mse[es_camiseta], bins=60, density=True, alpha=0.6, label="camiseta")
plt.hist(mse[~es_camiseta], bins=60, density=True, alpha=0.6, label="resto")
plt.xlabel("MSE por imagen")
plt.legend()
plt.show()

# %%
print("ROC-AUC:", roc_auc_score(es_camiseta, -mse))
