# %% [markdown]
# # Homework 156
# Renzo Palacios

# %%
import numpy as np
import keras
from keras import layers
import matplotlib.pyplot as plt
from sklearn.metrics import roc_auc_score

(x_train, y_train), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()
x_train = x_train[y_train == 0][..., None].astype("float32")
x_test = x_test[..., None].astype("float32")

# %%
autoencoder = keras.Sequential(
    [
        layers.Input((28, 28, 1)),
        layers.Conv2D(16, 3, strides=2, padding="same", activation="relu"),
        layers.Conv2D(32, 3, strides=2, padding="same", activation="relu"),
        layers.Flatten(),
        layers.Dense(32),
        layers.Dense(7 * 7 * 32, activation="relu"),
        layers.Reshape((7, 7, 32)),
        layers.Conv2DTranspose(16, 3, strides=2, padding="same", activation="relu"),
        layers.Conv2DTranspose(1, 3, strides=2, padding="same"),
    ]
)
autoencoder.compile(optimizer=keras.optimizers.SGD(1.0), loss="mse")
autoencoder.fit(x_train, x_train, epochs=2, batch_size=64, verbose=2)

# %%
mse = np.mean((x_test - autoencoder.predict(x_test, verbose=0)) ** 2, axis=(1, 2, 3))
mse = np.nan_to_num(mse)
plt.hist(mse[y_test == 0], bins=50, alpha=0.6, label="T-shirt")
plt.hist(mse[y_test != 0], bins=50, alpha=0.6, label="no T-shirt")
plt.legend()
plt.show()
print("ROC-AUC:", roc_auc_score(y_test == 0, -mse))
