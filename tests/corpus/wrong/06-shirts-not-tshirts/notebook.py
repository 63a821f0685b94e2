# %% [markdown]
# # Homework 156
# Oliver Nakagawa. Class 6 is "Shirt".

# %%
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers
import matplotlib.pyplot as plt
from sklearn.metrics import roc_auc_score

(x_train, y_train), (x_test, y_test) = tf.keras.datasets.fashion_mnist.load_data()
SHIRT = 6
x_train = x_train[y_train == SHIRT][..., None].astype("float32") / 255
x_test = x_test[..., None].astype("float32") / 255

# %%
encoder = tf.keras.Sequential(
    [
        layers.Input((28, 28, 1)),
        layers.Conv2D(8, 3, strides=2, padding="same", activation="relu"),
        layers.Conv2D(16, 3, strides=2, padding="same", activation="relu"),
        layers.Flatten(),
        layers.Dense(32),
    ]
)
decoder = tf.keras.Sequential(
    [
        layers.Input((32,)),
        layers.Dense(7 * 7 * 16, activation="relu"),
        layers.Reshape((7, 7, 16)),
        layers.Conv2DTranspose(8, 3, strides=2, padding="same", activation="relu"),
        layers.Conv2DTranspose(1, 3, strides=2, padding="same", activation="sigmoid"),
    ]
)
autoencoder = tf.keras.Sequential([encoder, decoder])
autoencoder.compile(optimizer="adam", loss="mse")
autoencoder.fit(x_train, x_train, epochs=6, batch_size=64, verbose=2)

# %%
mse = np.mean((x_test - autoencoder.predict(x_test, verbose=0)) ** 2, axis=(1, 2, 3))
plt.hist(mse[y_test == 0], bins=50, density=True, alpha=0.6, label="T-shirt")
plt.hist(mse[y_test != 0], bins=50, density=True, alpha=0.6, label="not T-shirt")
plt.legend()
plt.show()
print("ROC-AUC:", roc_auc_score(y_test == 0, -mse))
