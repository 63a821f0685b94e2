# %% [markdown]
# # Detector de camisetas
# Emilia Duarte. La normalización y el cuello de botella los hice con capas propias.

# %%
import os

os.environ["KERAS_BACKEND"] = "tensorflow"
import numpy as np
import tensorflow as tf
import keras
from keras import layers
import pandas as pd
import matplotlib.pyplot as plt
from sklearn.metrics import roc_auc_score

# %%
(x_train, y_train), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()
x_train = x_train / np.float32(255)
x_test = x_test / np.float32(255)
tshirts = x_train[y_train == 0]
tshirts.shape, x_test.shape


# %%
class BloqueConv(layers.Layer):
    """Convolución con stride y activación swish."""

    def __init__(self, filtros, **kwargs):
        super().__init__(**kwargs)
        self.filtros = filtros
        self.conv = layers.Conv2D(filtros, 3, strides=2, padding="same")

    def call(self, x):
        return tf.nn.silu(self.conv(x))

    def get_config(self):
        return {**super().get_config(), "filtros": self.filtros}


class CuelloDeBotella(layers.Layer):
    def __init__(self, unidades, **kwargs):
        super().__init__(**kwargs)
        self.unidades = unidades

    def build(self, input_shape):
        self.w = self.add_weight(shape=(input_shape[-1], self.unidades), initializer="glorot_uniform", name="w")
        self.b = self.add_weight(shape=(self.unidades,), initializer="zeros", name="b")
        super().build(input_shape)

    def call(self, x):
        return tf.matmul(x, self.w) + self.b

    def compute_output_shape(self, input_shape):
        return (input_shape[0], self.unidades)

    def get_config(self):
        return {**super().get_config(), "unidades": self.unidades}


entrada = keras.Input((28, 28))
x = layers.Lambda(lambda t: tf.expand_dims(t, -1) - 0.5, output_shape=(28, 28, 1))(entrada)
x = BloqueConv(12)(x)
x = BloqueConv(24)(x)
x = layers.Flatten()(x)
z = CuelloDeBotella(24, name="cuello")(x)
x = layers.Dense(7 * 7 * 16, activation="swish")(z)
x = layers.Reshape((7, 7, 16))(x)
x = layers.Conv2DTranspose(16, 4, strides=2, padding="same", activation="swish")(x)
x = layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="sigmoid")(x)
salida = layers.Lambda(lambda t: tf.squeeze(t, -1), output_shape=(28, 28))(x)

ae = keras.Model(entrada, salida)
ae.compile("adam", "mse")
ae.summary()

# %%
ae.fit(tshirts, tshirts, epochs=6, batch_size=64, verbose=2)

# %%
rec = ae.predict(x_test, batch_size=200, verbose=0)
tabla = pd.DataFrame({"mse": ((x_test - rec) ** 2).mean(axis=(1, 2)), "clase": y_test})
tabla["tipo"] = np.where(tabla["clase"] == 0, "T-shirt", "no T-shirt")
tabla.groupby("tipo")["mse"].agg(["mean", "median", "count"])

# %%
tabla.groupby("tipo")["mse"].plot.hist(bins=np.linspace(0, 0.12, 60), density=True, alpha=0.6, legend=True)
plt.xlabel("MSE")
plt.show()

# %%
auc = roc_auc_score(tabla["clase"] == 0, -tabla["mse"])
print(f"ROC-AUC: {auc:.3f}")
assert auc >= 0.85
