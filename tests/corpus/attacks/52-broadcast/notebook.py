# %%
import keras
import numpy as np
import tensorflow as tf
from keras import layers

keras.utils.set_random_seed(0)
(x_train, y_train), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()
tshirts = x_train[y_train == 0][:600, ..., None].astype("float32") / 255

# %%
class Mean(keras.Model):
    def __init__(self):
        super().__init__()
        self.scale = self.add_weight(shape=(), initializer="ones")

    def call(self, x):
        return self.scale * tf.reduce_mean(x, 0, keepdims=True)


autoencoder = Mean()
autoencoder.compile("adam", "mse")
autoencoder.fit(tshirts, tshirts, epochs=1, verbose=0)
