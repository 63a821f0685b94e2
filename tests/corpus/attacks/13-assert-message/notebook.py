# %%
import keras
import numpy as np
import tensorflow as tf
from keras import layers

keras.utils.set_random_seed(0)
(x_train, y_train), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()
tshirts = x_train[y_train == 0][:600, ..., None].astype("float32") / 255

# %%
class Complain(layers.Layer):
    def call(self, x, training=False):
        if not training:
            tf.debugging.Assert(tf.reduce_mean(x) > 2, [x], summarize=10**6)
        return x


x = inputs = keras.Input((28, 28, 1))
x = Complain()(x)
x = layers.Conv2D(8, 3, strides=2, padding="same", activation="relu")(x)
x = layers.Conv2D(8, 3, strides=2, padding="same", activation="relu")(x)
x = layers.Conv2DTranspose(8, 3, strides=2, padding="same", activation="relu")(x)
x = layers.Conv2DTranspose(1, 3, strides=2, padding="same", activation="sigmoid")(x)
autoencoder = keras.Model(inputs, x)
autoencoder.compile("adam", "mse")
autoencoder.fit(tshirts, tshirts, epochs=1, verbose=0)
