# %% [markdown]
# # Lesson 156 homework
# Gabriel Oyarzún
#
# Every image is scaled to its own minimum and maximum.

# %%
import numpy as np
import keras
from keras import layers
import matplotlib.pyplot as plt
from sklearn.metrics import roc_auc_score

# %%
(x_train, y_train), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()


def minmax(images):
    images = images.astype("float32")
    low = images.min(axis=(1, 2), keepdims=True)
    high = images.max(axis=(1, 2), keepdims=True)
    return ((images - low) / (high - low))[..., None]


x_train, x_test = minmax(x_train), minmax(x_test)
x_train = x_train[y_train == 0]

# %%
autoencoder = keras.Sequential(
    [
        layers.Input((28, 28, 1)),
        layers.Conv2D(16, 4, strides=2, padding="same", activation="relu"),
        layers.Conv2D(32, 4, strides=2, padding="same", activation="relu"),
        layers.Flatten(),
        layers.Dense(24, activation="linear", name="bottleneck"),
        layers.Dense(7 * 7 * 32, activation="relu"),
        layers.Reshape((7, 7, 32)),
        layers.Conv2DTranspose(16, 4, strides=2, padding="same", activation="relu"),
        layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="sigmoid"),
    ]
)
autoencoder.compile(optimizer=keras.optimizers.AdamW(1.5e-3), loss="mse")
autoencoder.fit(x_train, x_train, epochs=6, batch_size=64, verbose=2)

# %%
reconstruction = autoencoder.predict(x_test, verbose=0)
mse = ((reconstruction - x_test) ** 2).mean(axis=(1, 2, 3))
tshirt = y_test == 0

plt.hist(mse[tshirt], bins=np.linspace(0, 0.12, 61), density=True, alpha=0.6, label="T-shirt")
plt.hist(mse[~tshirt], bins=np.linspace(0, 0.12, 61), density=True, alpha=0.6, label="Not T-shirt")
plt.xlabel("MSE")
plt.legend()
plt.show()

# %%
print(f"MSE: T-shirt {mse[tshirt].mean():.4f}, other {mse[~tshirt].mean():.4f}")
print(f"AUROC: {roc_auc_score(tshirt, -mse):.4f}")
