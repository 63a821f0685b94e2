# %% [markdown]
# Three layers narrow the image to 32 numbers, three widen them again.

# %%
"""The deep autoencoder, 784-256-128-32 and back.

Source: unidad 5 of the course, §5.1 and §5.2; Hinton and Salakhutdinov (2006), Reducing the Dimensionality of Data with
Neural Networks.

What it reaches in 3 epochs with batches of 128, graded for five seeds: MSE per pixel 0.0126 to 0.0137; PCA of 32
components 0.0170.
"""

import keras
from keras import layers

__all__ = ["build_deep"]


# %%
def build_deep() -> tuple[keras.Model, keras.Model, keras.Model]:
    """Build encoder, (n, 784) in 0..1 to codes (n, 32) >= 0, decoder, back to (n, 784) in 0..1, and the autoencoder.

    The autoencoder is both in a row, with their weights, compiled with MSE and Adam.
    """
    encoder = keras.Sequential(
        [
            keras.Input((784,)),
            layers.Dense(256, activation="relu"),
            layers.Dense(128, activation="relu"),
            layers.Dense(32, activation="relu", name="code"),
        ],
        name="encoder_deep",
    )
    decoder = keras.Sequential(
        [
            keras.Input((32,)),
            layers.Dense(128, activation="relu"),
            layers.Dense(256, activation="relu"),
            layers.Dense(784, activation="sigmoid"),
        ],
        name="decoder_deep",
    )
    autoencoder = keras.Sequential([encoder, decoder], name="deep")
    autoencoder.compile(optimizer="adam", loss="mse")
    return encoder, decoder, autoencoder
