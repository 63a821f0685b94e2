# %% [markdown]
# ## What the parts share
# Images are float32 arrays of shape (n, 784) with values in 0..1: each row is one image of 28×28 pixels.

# %%
"""What the parts share: the digits, the training, the error, and rows of images to look at.

Source: lesson 156 of the course (autoencoders); after Géron, Hands-On Machine Learning, chapter 17.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import keras
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

__all__ = ["Digits", "load_mnist", "mean_squared_errors", "plot_rows", "train"]


# %%
@dataclass(frozen=True)
class Digits:
    """MNIST, flattened and scaled.

    Attributes:
        x_train: float32 (60000, 784) in 0..1.
        y_train: the digits they show, uint8 (60000,) in 0..9.
        x_test: float32 (10000, 784) in 0..1.
        y_test: uint8 (10000,) in 0..9.
    """

    x_train: NDArray[np.float32]
    y_train: NDArray[np.uint8]
    x_test: NDArray[np.float32]
    y_test: NDArray[np.uint8]


def load_mnist() -> Digits:
    """Load MNIST, flatten each image and scale it to 0..1."""
    (x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
    x_train = x_train.reshape(-1, 784).astype("float32") / 255
    x_test = x_test.reshape(-1, 784).astype("float32") / 255
    return Digits(x_train, y_train, x_test, y_test)


# %%
def train(
    autoencoder: keras.Model,
    inputs: NDArray[np.float32],
    targets: NDArray[np.float32],
    epochs: int = 8,
    batch_size: int = 256,
) -> None:
    """Train `autoencoder` to answer `inputs` (n, 784) with `targets` (n, 784), and print the loss after each epoch.

    No label enters: in all exercises but the denoising one, the target is the input itself.
    """
    autoencoder.fit(inputs, targets, epochs=epochs, batch_size=batch_size, verbose=2)


# %%
def mean_squared_errors(images: NDArray[np.float32], reconstructions: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return each image's mean squared error per pixel: two arrays (n, 784) in 0..1 to (n,), also in 0..1."""
    errors: NDArray[np.float32] = np.square(images - reconstructions).mean(axis=1)
    return errors


# %%
def plot_rows(rows: Mapping[str, NDArray[np.float32]]) -> Figure:
    """Draw each title's images (k, 784) as one row, the same k in every row, black at 0 and white at 1."""
    columns = min(len(images) for images in rows.values())
    figure, axes = plt.subplots(len(rows), columns, figsize=(columns, 1.3 * len(rows)), squeeze=False)
    for row, (title, images) in zip(axes, rows.items(), strict=True):
        row[0].set_title(title, loc="left", fontsize=9)
        for cell, image in zip(row, images, strict=True):
            cell.imshow(image.reshape(28, 28), cmap="gray", vmin=0, vmax=1)
            cell.axis("off")
    return figure
