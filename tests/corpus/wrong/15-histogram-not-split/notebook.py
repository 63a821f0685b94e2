# %% [markdown]
# # Homework 156
# Amara Okafor

# %%
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers
import matplotlib.pyplot as plt
from sklearn.metrics import roc_auc_score

(x_train, y_train), (x_test, y_test) = tf.keras.datasets.fashion_mnist.load_data()
x_train = x_train[y_train == 0][..., None].astype("float32") / 255
x_test = x_test[..., None].astype("float32") / 255

# %%
i = layers.Input((28, 28, 1))
x = layers.Conv2D(16, 3, strides=2, padding="same", activation="relu")(i)
x = layers.Conv2D(32, 3, strides=2, padding="same", activation="relu")(x)
x = layers.Dense(32)(layers.Flatten()(x))
x = layers.Reshape((7, 7, 32))(layers.Dense(7 * 7 * 32, activation="relu")(x))
x = layers.Conv2DTranspose(16, 3, strides=2, padding="same", activation="relu")(x)
x = layers.Conv2DTranspose(1, 3, strides=2, padding="same", activation="sigmoid")(x)
autoencoder = tf.keras.Model(i, x)
autoencoder.compile(optimizer="adam", loss="mse")
autoencoder.fit(x_train, x_train, epochs=6, batch_size=64, verbose=2)

# %%
mse = np.mean((x_test - autoencoder.predict(x_test, verbose=0)) ** 2, axis=(1, 2, 3))
plt.hist(mse, bins=80, label="all test images")
plt.xlabel("MSE")
plt.legend()
plt.show()
print("T-shirt", mse[y_test == 0].mean(), "other", mse[y_test != 0].mean())

# %%
print("ROC-AUC:", roc_auc_score(y_test == 0, -mse))
