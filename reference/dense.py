# %% [markdown]
# One network serves several parts: 784 to 128 to the code, and back the same way. The code is linear, so that none of
# its few units can die.

# %%
"""The dense autoencoder that several parts train, each with the code and the loss that it asks for.

Source: lesson 156 of the course (autoencoders); after Hinton and Salakhutdinov (2006), Reducing the Dimensionality of
Data with Neural Networks, whose code is linear as well.
"""

import keras
from keras import layers

__all__ = ["build_dense"]


# %%
def build_dense(width: int, loss: str = "mse") -> keras.Model:
    """Build 784-128-`width`-128-784, (n, 784) in 0..1 to (n, 784) in 0..1, compiled with `loss` and Adam.

    Its two layers are models themselves: the encoder, to codes (n, `width`), and the decoder. They share their weights
    with it.
    """
    encoder = keras.Sequential(
        [
            keras.Input((784,)),
            layers.Dense(128, activation="relu"),
            layers.Dense(width, name="code"),
        ],
        name="encoder",
    )
    decoder = keras.Sequential(
        [
            keras.Input((width,)),
            layers.Dense(128, activation="relu"),
            layers.Dense(784, activation="sigmoid"),
        ],
        name="decoder",
    )
    autoencoder = keras.Sequential([encoder, decoder], name="autoencoder")
    autoencoder.compile(optimizer="adam", loss=loss)
    return autoencoder
