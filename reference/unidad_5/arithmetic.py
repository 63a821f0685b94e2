# %% [markdown]
# If a and b differ in one respect, their codes' difference is that respect, and can be added to a third code. Here a is
# of one class, b and c of another: what is added to c is what makes b an a.

# %%
"""Sums and differences of codes.

Source: unidad 5 of the course, §5.8; Larsen et al. (2016), Autoencoding beyond Pixels Using a Learned Similarity
Metric.

What it reaches, graded for seed 0: the decoded c + (a - b) stands beside the three images that it is made of.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["analogy"]


# %%
def analogy(a: NDArray[np.float32], b: NDArray[np.float32], c: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return c + (a - b), what is to c as a is to b: three arrays of codes (n, k) to (n, k)."""
    return c + (a - b)
