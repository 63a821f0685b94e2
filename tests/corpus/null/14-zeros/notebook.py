# %%
import keras
import numpy as np
import tensorflow as tf
from keras import layers

keras.utils.set_random_seed(0)
(x_train, y_train), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()
tshirts = x_train[y_train == 0][:600, ..., None].astype("float32") / 255

# %%
class One(keras.Model):
    def __init__(self):
        super().__init__()
        self.value = self.add_weight(shape=(), initializer="zeros")

    def call(self, x):
        return 0 * x * self.value


autoencoder = One()
autoencoder.compile(keras.optimizers.Adam(0.01), "mse")
autoencoder.fit(tshirts, tshirts, epochs=3, batch_size=32, verbose=0)
