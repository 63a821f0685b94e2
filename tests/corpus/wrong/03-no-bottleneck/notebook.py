# %% [markdown]
# # Homework 156 - Santino Herrera

# %%
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers, Model
import matplotlib.pyplot as plt
from sklearn.metrics import roc_auc_score

(x_train, y_train), (x_test, y_test) = tf.keras.datasets.fashion_mnist.load_data()
x_train = x_train[y_train == 0][..., None].astype("float32") / 255
x_test = x_test[..., None].astype("float32") / 255

# %%
i = layers.Input((28, 28, 1))
encoded = layers.Conv2D(8, 3, padding="same", activation="relu")(i)
decoded = layers.Conv2D(1, 3, padding="same", activation="sigmoid")(encoded)
autoencoder = Model(i, decoded)
autoencoder.compile(optimizer="adam", loss="mse")
autoencoder.fit(x_train, x_train, epochs=4, batch_size=64, verbose=2)

# %%
mse = np.mean((x_test - autoencoder.predict(x_test, verbose=0)) ** 2, axis=(1, 2, 3))
print("¡El MSE es casi cero!", mse.mean())
plt.hist(mse[y_test == 0], bins=50, density=True, alpha=0.6, label="T-shirt")
plt.hist(mse[y_test != 0], bins=50, density=True, alpha=0.6, label="no T-shirt")
plt.legend()
plt.show()

# %%
print("ROC-AUC:", roc_auc_score(y_test == 0, -mse))
