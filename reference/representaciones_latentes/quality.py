# %% [markdown]
# A code is good if what looks alike lies close together. Two questions: are neighbours of the same class, and were they
# neighbours before, among the pixels?

# %%
"""The quality of the latent space: whether neighbours in the code are alike.

Source: the course's lesson on latent representations, "Por qué importa"; trustworthiness after Venna and Kaski (2001),
Neighborhood Preservation in Nonlinear Projection Methods.

What a code of 32 reaches in 5 epochs, for seeds 0, 1 and 2, on 2,000 test images: purity 0.790 to 0.797,
trustworthiness 0.997. The pixels have a purity of 0.784, PCA with 32 components 0.818 and 0.998.
"""

import numpy as np
from numpy.typing import NDArray
from sklearn.manifold import trustworthiness
from sklearn.neighbors import NearestNeighbors

__all__ = ["describe", "nearest", "neighbour_purity"]


# %%
def nearest(codes: NDArray[np.float32], neighbours: int = 10) -> NDArray[np.int64]:
    """Return the indices (n, `neighbours`) of the codes that lie closest to each of `codes` (n, k), without itself."""
    indices: NDArray[np.int64] = NearestNeighbors(n_neighbors=neighbours).fit(codes).kneighbors(return_distance=False)
    return indices


def neighbour_purity(codes: NDArray[np.float32], labels: NDArray[np.uint8], neighbours: int = 10) -> float:
    """Return the share, in 0..1, of the nearest `neighbours` of all `codes` (n, k) that have the code's own label.

    The labels (n,) only judge: the codes were learnt without them.
    """
    return float((labels[nearest(codes, neighbours)] == labels[:, np.newaxis]).mean())


# %%
def describe(codes: NDArray[np.float32], pixels: NDArray[np.float32], labels: NDArray[np.uint8]) -> str:
    """Return a line with the purity and the trustworthiness, both in 0..1, of `codes` (n, k) of `pixels` (n, 784).

    Trustworthiness falls where a neighbour in the code was none in the pixels.
    """
    trust = trustworthiness(pixels, codes, n_neighbors=10)
    return f"purity {neighbour_purity(codes, labels):.3f}, trustworthiness {trust:.3f}"
