# %%
import keras
import numpy as np
import tensorflow as tf
from keras import layers

keras.utils.set_random_seed(0)
(x_train, y_train), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()
tshirts = x_train[y_train == 0][:600, ..., None].astype("float32") / 255
