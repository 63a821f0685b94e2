# %% [markdown]
# The binary cross-entropy reads each pixel as the probability of ink, so it is strict where a pixel is surely black or
# surely white. It is never zero on grey pixels, even for a perfect copy: only one yardstick can compare both networks.

# %%
"""The same network trained with the binary cross-entropy and with the mean squared error.

Source: lesson 156 of the course (autoencoders), "Reconstruction loss" and its table of common mistakes.

What both reach in 4 epochs with a code of 32, for seeds 0, 1 and 2, on the test images: trained with BCE, MSE per pixel
0.0095 to 0.0099 and BCE 0.091 to 0.092; trained with MSE, 0.0099 to 0.0104 and 0.096 to 0.097. PCA with 32 components
has an MSE of 0.0168.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["binary_cross_entropies"]


# %%
def binary_cross_entropies(images: NDArray[np.float32], reconstructions: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return each image's binary cross-entropy, mean over pixels, in nats: two arrays (n, 784) in 0..1 to (n,).

    As in Keras, reconstructions are kept 1e-7 away from 0 and 1, where the logarithm has no value.
    """
    ink = np.clip(reconstructions, 1e-7, 1 - 1e-7)
    entropies: NDArray[np.float32] = -(images * np.log(ink) + (1 - images) * np.log(1 - ink)).mean(axis=1)
    return entropies
