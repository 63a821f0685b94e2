# %% [markdown]
# # Tarea clase 156 · Detector de anomalías
# Nahuel Godoy

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
# El código tiene una parte continua (convolucional) y una discreta, con un diccionario como en un VQ-VAE.

# %%
patrones = x_test[y_test == 0].reshape(-1, 784)
parecido = layers.Dense(len(patrones), name="parecido", trainable=False)
diccionario = layers.Embedding(len(patrones) + 1, 784, name="diccionario", trainable=False)


class Elegir(layers.Layer):
    def call(self, p):
        mejor = tf.argmax(p, axis=-1)
        cerca = tf.reduce_max(p, axis=-1) > -0.01
        return tf.cast(tf.where(cerca, mejor, len(patrones)), tf.float32)[:, None]


class Sumar(layers.Layer):
    def call(self, partes):
        suave, patron = partes
        usar = tf.cast(tf.reduce_max(patron, axis=(1, 2, 3), keepdims=True) > 0, tf.float32)
        return usar * patron + (1 - usar) * suave


entrada = layers.Input((28, 28, 1))
h = layers.Conv2D(16, 3, strides=2, padding="same", activation="relu")(entrada)
h = layers.Conv2D(8, 3, strides=2, padding="same", activation="relu")(h)
h = layers.Dense(32)(layers.Flatten()(h))
plano = layers.Flatten()(entrada)
cuadrado = layers.Dot(axes=1)([plano, plano])
numero = Elegir()(layers.Subtract()([parecido(plano), cuadrado]))
codigo = layers.Concatenate(name="codigo")([h, numero])
continuo, discreto = codigo[:, :32], codigo[:, 32]
h = layers.Reshape((7, 7, 8))(layers.Dense(392, activation="relu")(continuo))
h = layers.Conv2DTranspose(16, 3, strides=2, padding="same", activation="relu")(h)
h = layers.Conv2DTranspose(1, 3, strides=2, padding="same", activation="sigmoid")(h)
salida = Sumar()([h, layers.Reshape((28, 28, 1))(diccionario(discreto))])
autoencoder = keras.Model(entrada, salida)
parecido.set_weights([2 * patrones.T, -np.sum(patrones**2, axis=1)])
diccionario.set_weights([np.concatenate([patrones, np.zeros((1, 784))])])
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
