"""Models that a rubric must tell from a good answer, in NumPy and scikit-learn."""

from collections.abc import Iterator
from typing import Final, Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from grader.measurement import Challenge, Model, Response

__all__ = ["BASELINES", "Baseline", "baselines"]

Baseline: TypeAlias = Literal["mean_image", "pca", "untrained", "identity"]
BASELINES: Final[tuple[Baseline, ...]] = get_args(Baseline)

#: Training images that PCA is fitted on; more change its error on test images by less than 1 %.
_FITTED: Final = 10_000

Images: TypeAlias = NDArray[np.float32]


def baselines(challenge: Challenge, width: int) -> Iterator[tuple[Baseline, Model]]:
    """Each baseline, fitted on the training images that the task allows.

    Args:
        challenge: its dataset; with a normal class only that class is fitted on.
        width: of the code, for those that have one: that of the reference.
    """
    dataset = challenge.dataset
    chosen = slice(None) if challenge.normal_class is None else dataset.y_train == challenge.normal_class
    images = (dataset.x_train[chosen] / 255).astype(np.float32)
    yield "mean_image", _mean_image(images)
    yield "pca", _pca(images[:_FITTED], width)
    yield "untrained", _untrained(images.shape[1:], width, challenge.seed)
    yield "identity", _identity


def _mean_image(images: Images) -> Model:
    """Answers every image with the mean of `images`; its code is a constant."""
    mean = images.mean(axis=0)

    def model(shown: Images) -> Response:
        return Response(np.zeros((len(shown), 1), np.float32), np.repeat(mean[None], len(shown), axis=0))

    return model


def _pca(images: Images, width: int) -> Model:
    """The best linear code of `width` values for `images`."""
    from sklearn.decomposition import PCA

    flat = images.reshape(len(images), -1)
    fitted = PCA(min(width, *flat.shape), random_state=0).fit(flat)

    def model(shown: Images) -> Response:
        code = fitted.transform(shown.reshape(len(shown), -1))
        outputs = fitted.inverse_transform(code).reshape(shown.shape)
        return Response(code.astype(np.float32), outputs.astype(np.float32))

    return model


def _untrained(shape: tuple[int, ...], width: int, seed: int) -> Model:
    """A dense autoencoder as Keras would start it: Glorot uniform weights, no biases, relu code, sigmoid output."""
    rng, pixels = np.random.default_rng(seed), int(np.prod(shape))
    limit = np.sqrt(6 / (pixels + width))
    encoder = rng.uniform(-limit, limit, (pixels, width)).astype(np.float32)
    decoder = rng.uniform(-limit, limit, (width, pixels)).astype(np.float32)

    def model(shown: Images) -> Response:
        code = np.maximum(shown.reshape(len(shown), -1) @ encoder, 0)
        return Response(code, (1 / (1 + np.exp(-code @ decoder))).reshape(shown.shape))

    return model


def _identity(shown: Images) -> Response:
    """Gives every image back as it is."""
    return Response(shown.reshape(len(shown), -1), shown)
