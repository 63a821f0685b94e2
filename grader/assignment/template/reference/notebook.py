# ---
# jupyter:
#   grader:
#     assignment: plantilla
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # plantilla: an autoencoder of MNIST

# %%
"""One autoencoder from top to bottom."""

import keras
import matplotlib.pyplot as plt
from keras import layers

# %% tags=["parameters"]
SEED = 0

# %%
(x_train, _), (x_test, _) = keras.datasets.mnist.load_data()
x_train = x_train.reshape(-1, 784).astype("float32") / 255
x_test = x_test.reshape(-1, 784).astype("float32") / 255

# %% [markdown]
# ## Autoencoder
# From 784 pixels to a code of 32 values and back; the sigmoid keeps the reconstruction in 0..1.

# %% tags=["autoencoder"]
keras.utils.set_random_seed(SEED)
autoencoder = keras.Sequential(
    [
        keras.Input((784,)),
        layers.Dense(32, activation="relu", name="code"),
        layers.Dense(784, activation="sigmoid"),
    ]
)
autoencoder.compile(optimizer="adam", loss="mse")
autoencoder.fit(x_train, x_train, epochs=3, batch_size=256, verbose=2)

# %% [markdown]
# Always answering with the mean image has an MSE of 0.067.

# %% tags=["autoencoder"]
reconstructions = autoencoder.predict(x_test, batch_size=500, verbose=0)
print(f"MSE of the reconstruction: {((x_test - reconstructions) ** 2).mean():.4f}")

# %% tags=["autoencoder"]
figure, axes = plt.subplots(2, 10, figsize=(10, 2.6))
for column in range(10):
    axes[0, column].imshow(x_test[column].reshape(28, 28), cmap="gray", vmin=0, vmax=1)
    axes[1, column].imshow(reconstructions[column].reshape(28, 28), cmap="gray", vmin=0, vmax=1)
plt.show()
