"""Models in NumPy."""

import numpy as np
from sklearn.decomposition import PCA

from grader.measurement import Model, Response

__all__ = ["flat", "identity", "mean_image", "pca"]


def flat(images):
    return images.reshape(len(images), -1)


def identity(images):
    return Response(flat(images), images)


def mean_image(data) -> Model:
    mean = (data.x_test / 255).mean(axis=0).astype(np.float32)
    return lambda images: Response(np.zeros((len(images), 1), np.float32), np.broadcast_to(mean, images.shape))


def pca(images, k) -> Model:
    fitted = PCA(k, random_state=0).fit(flat(images / 255))

    def model(shown):
        code = fitted.transform(flat(shown)).astype(np.float32)
        return Response(code, fitted.inverse_transform(code).reshape(shown.shape).astype(np.float32))

    return model
