"""Models that a rubric must tell from a good answer, in NumPy and scikit-learn."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from grader.measurement import Challenge, Codes, Further, Images, Model, Response

__all__ = ["BASELINES", "Baseline", "baselines"]

Baseline: TypeAlias = Literal["mean_image", "pca", "untrained", "identity"]
BASELINES: Final[tuple[Baseline, ...]] = get_args(Baseline)

#: Training images that PCA is fitted on; more change its error on test images by less than 1 %.
_FITTED: Final = 10_000

Flat: TypeAlias = NDArray[np.float32]


def baselines(challenge: Challenge, width: int) -> Iterator[tuple[Baseline, Model]]:
    """Each baseline, fitted on the training images that the task allows.

    Args:
        challenge: its dataset; with a normal class only that class is fitted on.
        width: of the code, for those that have one: that of the reference.
    """
    dataset = challenge.dataset
    chosen = slice(None) if challenge.normal_class is None else dataset.y_train == challenge.normal_class
    images = (dataset.x_train[chosen] / 255).astype(np.float32)
    yield "mean_image", _mean_image(images, width)
    yield "pca", _pca(images[:_FITTED], width)
    yield "untrained", _untrained(images.shape[1:], width, challenge.seed)
    yield "identity", _identity(images.shape[1:])


@dataclass(frozen=True)
class _Halves:
    """A model of an encoder and a decoder, both on flat images (n, pixels)."""

    shape: tuple[int, ...]
    encode: Callable[[Flat], Codes]
    decode: Callable[[Codes], Flat]

    def __call__(self, images: Images, further: Further | None = None) -> Response:
        code = self.encode(images.reshape(len(images), -1)).astype(np.float32)
        outputs = self._decoded(code)
        if further is None:
            return Response(code, outputs)
        asked = further(code)
        return Response(code, outputs, asked=asked, decoded=self._decoded(asked))

    def _decoded(self, code: Codes) -> Images:
        return np.asarray(self.decode(code), np.float32).reshape(len(code), *self.shape)


def _mean_image(images: Images, width: int) -> Model:
    """Answers every image with the mean of `images`; its code is a constant, as of a model that has collapsed."""
    mean = images.mean(axis=0).reshape(1, -1)
    return _Halves(
        images.shape[1:],
        lambda shown: np.zeros((len(shown), width), np.float32),
        lambda code: mean.repeat(len(code), axis=0),
    )


def _pca(images: Images, width: int) -> Model:
    """The best linear code of `width` values for `images`."""
    from sklearn.decomposition import PCA

    flat = images.reshape(len(images), -1)
    fitted = PCA(min(width, *flat.shape), random_state=0).fit(flat)
    return _Halves(images.shape[1:], fitted.transform, lambda code: code @ fitted.components_ + fitted.mean_)


def _untrained(shape: tuple[int, ...], width: int, seed: int) -> Model:
    """A dense autoencoder as Keras would start it: Glorot uniform weights, no biases, relu code, sigmoid output."""
    rng, pixels = np.random.default_rng(seed), int(np.prod(shape))
    limit = np.sqrt(6 / (pixels + width))
    encoder = rng.uniform(-limit, limit, (pixels, width)).astype(np.float32)
    decoder = rng.uniform(-limit, limit, (width, pixels)).astype(np.float32)
    return _Halves(shape, lambda shown: np.maximum(shown @ encoder, 0), lambda code: 1 / (1 + np.exp(-code @ decoder)))


def _identity(shape: tuple[int, ...]) -> Model:
    """Gives every image back as it is."""
    return _Halves(shape, lambda shown: shown, lambda code: code)
