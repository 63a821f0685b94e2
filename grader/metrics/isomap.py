"""Isomap: a code of images that keeps the distances along their manifold (Tenenbaum, de Silva & Langford 2000)."""

import warnings

import numpy as np
from numpy.typing import NDArray

__all__ = ["isomap"]


def isomap(images: NDArray[np.float32], count: int, neighbours: int = 10) -> NDArray[np.float32]:
    """The code (n, `count`) that Isomap gives images (n, ...) of finite pixels; n more than `count` and `neighbours`.

    Distances are those along the graph of each image's nearest `neighbours`. Where that graph falls apart its parts
    are joined at their closest images.
    """
    from sklearn import manifold

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="The number of connected components", category=UserWarning)
        warnings.filterwarnings("ignore", message="Changing the sparsity structure")
        fitted = manifold.Isomap(n_neighbors=neighbours, n_components=count)
        return np.asarray(fitted.fit_transform(images.reshape(len(images), -1)), dtype=np.float32)
