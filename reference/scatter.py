# %%
"""Codes of two numbers drawn as points."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

__all__ = ["plot_codes"]


# %%
def plot_codes(codes: NDArray[np.float32], labels: NDArray[np.uint8], name: str = "z") -> Figure:
    """Draw `codes` (n, 2) as points, coloured by their `labels` (n,) in 0..9. `name` says what the two numbers are."""
    figure, axes = plt.subplots(figsize=(8, 7))
    points = axes.scatter(codes[:, 0], codes[:, 1], c=labels, cmap="tab10", vmin=-0.5, vmax=9.5, s=8)
    figure.colorbar(points, ticks=range(10), label="digit")
    axes.set(xlabel=f"{name}[0]", ylabel=f"{name}[1]", title=f"The codes of {len(codes)} test images")
    return figure
