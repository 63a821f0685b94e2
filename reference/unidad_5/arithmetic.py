# %% [markdown]
# If a and b differ in one respect, their codes' difference is that respect, and can be added to a third code. Here a and
# b are means over a class, so that all but the class is averaged out, and c is one image of the class of b: what is
# added to it is what makes b an a, and it keeps its own slant. Between single images all their other differences would
# be added as well.

# %%
"""Sums and differences of codes.

Source: unidad 5 of the course, §5.8; Larsen et al. (2016), Autoencoding beyond Pixels Using a Learned Similarity
Metric.

What it reaches, for seeds 0, 1 and 2: PENDING
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["analogy", "class_means"]


# %%
def class_means(codes: NDArray[np.float32], labels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return the mean code of each digit, (10, k), from `codes` (n, k) and their `labels` (n,) in 0..9."""
    return np.stack([codes[labels == digit].mean(axis=0) for digit in range(10)])


# %%
def analogy(a: NDArray[np.float32], b: NDArray[np.float32], c: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return c + (a - b), what is to c as a is to b: codes (n, k), or (k,) for the same in each row, to (n, k)."""
    return c + (a - b)
