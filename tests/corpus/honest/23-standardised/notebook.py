# %% [markdown]
# # Clase 156. Homework verificable
# Lautaro Cisneros

# %%
import keras, numpy as np, matplotlib.pyplot as plt
from keras import layers, ops
from sklearn.metrics import roc_auc_score

(x_train, y_train), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()
x_train = x_train[y_train == 0, :, :, None].astype("float32")
x_test = x_test[:, :, :, None].astype("float32")

# estandarizo con la media y el desvío de las camisetas de entrenamiento
mu, sigma = x_train.mean(), x_train.std()
print("media", mu, "desvío", sigma)
x_train = (x_train - mu) / sigma
x_test = (x_test - mu) / sigma


# %%
def encoder_block(dim):
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(16, 3, strides=2, padding="same", activation="relu"),
            layers.Conv2D(32, 3, strides=2, padding="same", activation="relu"),
            layers.Flatten(),
            layers.Dense(dim),
        ]
    )


def decoder_block(dim):
    return keras.Sequential(
        [
            keras.Input((dim,)),
            layers.Dense(7 * 7 * 32, activation="relu"),
            layers.Reshape((7, 7, 32)),
            layers.Conv2DTranspose(16, 3, strides=2, padding="same", activation="relu"),
            layers.Conv2DTranspose(1, 3, strides=2, padding="same"),
        ]
    )


enc, dec = encoder_block(32), decoder_block(32)
modelo = keras.Sequential([enc, dec])
modelo.compile(optimizer="adam", loss=lambda y, p: ops.mean(ops.square(y - p)))
modelo.fit(x_train, x_train, epochs=6, batch_size=64, verbose=2)

# %%
# de vuelta a 0..1 para informar el MSE en píxeles
factor = (sigma / 255) ** 2
errores = factor * np.mean((x_test - modelo.predict(x_test, verbose=0)) ** 2, axis=(1, 2, 3))
print("MSE camisetas", errores[y_test == 0].mean(), "- resto", errores[y_test != 0].mean())

# %%
plt.hist(errores[y_test == 0], bins=np.linspace(0, 0.12, 60), density=True, alpha=0.5, label="T-shirt (clase 0)")
plt.hist(
    errores[y_test != 0], bins=np.linspace(0, 0.12, 60), density=True, alpha=0.5, label="no T-shirt (clases 1 a 9)"
)
plt.legend()
plt.show()

# %%
print("ROC-AUC de 'es T-shirt' con -MSE:", roc_auc_score(y_test == 0, -errores))
