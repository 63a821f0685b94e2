# %% [markdown]
# # Clase 156 · tarea
# Valentina Quiroga
#
# Con `tf.data` de punta a punta.

# %%
import tensorflow as tf
import numpy as np
import matplotlib.pyplot as plt
import sklearn.metrics

# %%
(x_train, y_train), (x_test, y_test) = tf.keras.datasets.fashion_mnist.load_data()


def a_float(imagen, etiqueta):
    return tf.cast(imagen, tf.float32)[..., tf.newaxis] / 255.0, etiqueta


ds_train = (
    tf.data.Dataset.from_tensor_slices((x_train, y_train))
    .filter(lambda imagen, etiqueta: tf.equal(etiqueta, 0))
    .map(a_float)
    .map(lambda imagen, etiqueta: (imagen, imagen))
    .cache()
    .shuffle(6000)
    .batch(64)
    .prefetch(tf.data.AUTOTUNE)
)
ds_test = tf.data.Dataset.from_tensor_slices((x_test, y_test)).map(a_float).batch(500)

# %%
encoder = tf.keras.Sequential(
    [
        tf.keras.layers.Input((28, 28, 1)),
        tf.keras.layers.Conv2D(8, 3, 2, "same", activation="relu"),
        tf.keras.layers.Conv2D(16, 3, 2, "same", activation="relu"),
        tf.keras.layers.Flatten(),
        tf.keras.layers.Dense(32),
    ]
)
decoder = tf.keras.Sequential(
    [
        tf.keras.layers.Input((32,)),
        tf.keras.layers.Dense(7 * 7 * 16, activation="relu"),
        tf.keras.layers.Reshape((7, 7, 16)),
        tf.keras.layers.Conv2DTranspose(16, 3, 2, "same", activation="relu"),
        tf.keras.layers.Conv2DTranspose(8, 3, 2, "same", activation="relu"),
        tf.keras.layers.Conv2D(1, 3, padding="same", activation="sigmoid"),
    ]
)
autoencoder = tf.keras.Sequential([encoder, decoder])
autoencoder.compile(optimizer="adam", loss="mse")
autoencoder.fit(ds_train, epochs=7, verbose=2)

# %%
errores, etiquetas = [], []
for imagenes, etiqueta in ds_test:
    rec = autoencoder(imagenes, training=False)
    errores.append(tf.reduce_mean(tf.square(imagenes - rec), axis=(1, 2, 3)))
    etiquetas.append(etiqueta)
errores = tf.concat(errores, 0).numpy()
etiquetas = tf.concat(etiquetas, 0).numpy()
print(errores.shape, errores[etiquetas == 0].mean(), errores[etiquetas != 0].mean())

# %%
plt.hist(errores[etiquetas == 0], 50, (0, 0.12), density=True, alpha=0.6, label="T-shirt")
plt.hist(errores[etiquetas != 0], 50, (0, 0.12), density=True, alpha=0.6, label="No T-shirt")
plt.legend(title="clase")
plt.xlabel("MSE")
plt.show()

# %%
print("ROC-AUC:", sklearn.metrics.roc_auc_score(etiquetas == 0, -errores))
