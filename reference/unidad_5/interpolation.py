# %% [markdown]
# Between the codes of two images lie other codes, and each can be decoded. The codes are means: between two draws one
# would see the noise of the sampling as well.

# %%
"""The way from one digit to another through the codes.

Source: unidad 5 of the course, §5.8.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["interpolate"]


# %%
def interpolate(start: NDArray[np.float32], end: NDArray[np.float32], steps: int = 10) -> NDArray[np.float32]:
    """Return `steps` codes on the straight line from `start` (k,) to `end` (k,), both included: float32 (steps, k)."""
    return np.linspace(start, end, steps, dtype=np.float32)
