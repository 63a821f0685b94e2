"""What was measured of one task's model, for the criteria to judge and the report to draw."""

from collections.abc import Callable
from dataclasses import dataclass
from math import log10
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from grader.assignment import MeasureKind
from grader.datasets import Dataset, DatasetName
from grader.provenance import Noise

__all__ = [
    "Challenge",
    "Denoising",
    "Detection",
    "Latent",
    "Measured",
    "Model",
    "Probes",
    "Response",
    "Sparsity",
    "Weakened",
]

#: Grey-scale images (n, 28, 28) on the 0..1 scale; noisy ones may lie beyond it.
Images: TypeAlias = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Weakened:
    """What the model makes of some images without what its spatial convolutions see beyond their centre.

    Attributes:
        rows: (m,) which images.
        encoder, decoder: (m, 28, 28) reconstructions with that half weakened; None where it has no such convolution.
    """

    rows: NDArray[np.int64]
    encoder: Images | None
    decoder: Images | None


@dataclass(frozen=True, eq=False)
class Response:
    """What a model made of (n, 28, 28) images.

    Attributes:
        code: (n, k) float32; all of an image's values where it has no bottleneck.
        outputs: (n, 28, 28) float32 on the 0..1 scale, not clipped.
        weakened: None where nothing convolutional was found, or asked for.
    """

    code: NDArray[np.float32]
    outputs: Images
    weakened: Weakened | None = None


Model: TypeAlias = Callable[[Images], Response]


@dataclass(frozen=True, eq=False)
class Challenge:
    """What is asked of a model.

    Attributes:
        dataset: on its test split.
        normal_class: for `detection`.
        noise: for `denoising`: that of the model's own training.
        seed: of the random choices that the official figures depend on.
        private: seed of the order of rows and of the probes, which nobody may know beforehand.
    """

    kind: MeasureKind
    dataset: Dataset
    normal_class: int | None = None
    noise: Noise | None = None
    seed: int = 0
    private: int = 0


@dataclass(frozen=True)
class Probes:
    """Figures that honest models keep within bounds, whatever their style; the rubric holds the bounds.

    Attributes:
        perturbed: error on privately perturbed copies of test images over that on the images themselves.
        perturbed_auc: of a detector, by how much its ROC-AUC falls on these copies; None for others.
        company: how far an answer moves (root mean square, 0..1 scale) when other rows share its batch, beyond what it
            moves in the same batch again: a model that draws random numbers is no cheat.
        white_noise: error on white noise over the least that a code of its size allows, one number per value.
        copies: share of answers that are an image of the dataset, pixel by pixel.
        unseen: error on test images over that on training images; below 1 where the test split was learnt.
        others: of a detector, error on other classes over that of a linear model which knows the normal class as well
            and nothing else; None for others.
    """

    perturbed: float
    perturbed_auc: float | None
    company: float
    white_noise: float
    copies: float
    unseen: float
    others: float | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Measured:
    """A model on a dataset's test split.

    Attributes:
        dataset: its name.
        images: (n, 28, 28) what the model should give back; `reconstructions` (n, 28, 28) what it gave.
        labels: (n,) class of each image.
        errors: (n,) mean squared error per image and pixel, on the 0..1 scale.
        code: (n, k) what crossed from encoder to decoder.
        probes: whether the model is what these figures claim; None where it was not probed.
    """

    dataset: DatasetName
    images: Images
    reconstructions: Images
    labels: NDArray[np.int64]
    errors: NDArray[np.float64]
    code: NDArray[np.float32]
    probes: Probes | None = None

    @property
    def judged(self) -> NDArray[np.bool_]:
        """(n,) which images the error is about: all, unless a kind says otherwise."""
        return np.ones(len(self.errors), bool)

    @property
    def error(self) -> float:
        """Mean squared error per pixel of the images it is about."""
        return float(self.errors[self.judged].mean())

    @property
    def mean_image_error(self) -> float:
        """The same of a model that always answers with the mean of these images."""
        return float(self.images[self.judged].astype(np.float64).var(axis=0).mean())

    @property
    def code_size(self) -> int:
        """Values that cross from encoder to decoder per image; the whole image where there is no bottleneck."""
        return int(self.code.shape[1])

    @property
    def image_size(self) -> int:
        """Pixels of an image."""
        return int(np.prod(self.images.shape[1:]))


@dataclass(frozen=True, kw_only=True, eq=False)
class Latent(Measured):
    """A code to be looked at. `accuracy`: how often the nearest codes name the class, 0..1."""

    accuracy: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Sparsity(Measured):
    """A code of which few units are to be active at a time.

    Attributes:
        hoyer: mean over images, 0 (all units alike) to 1 (a single one active).
        near_zero: share of activations below 1 % of the largest.
        dead: share of units that no image activates.
    """

    hoyer: float
    near_zero: float
    dead: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Denoising(Measured):
    """A denoiser, on fresh noise of the kind it was trained with.

    Attributes:
        noise: that kind.
        noisy: (n, 28, 28) what it was shown, on the 0..1 scale.
        noisy_error: mean squared error of the noisy images themselves.
        linear_error: that of the best linear denoiser, fitted on training images with the same noise.
    """

    noise: Noise
    noisy: Images
    noisy_error: float
    linear_error: float

    @property
    def gain(self) -> float:
        """Denoising gain in dB: ten times the decimal logarithm of noisy error over error that is left."""
        return 10 * log10(self.noisy_error / max(self.error, 1e-12))


@dataclass(frozen=True, kw_only=True, eq=False)
class Detection(Measured):
    """An autoencoder as an anomaly detector.

    Attributes:
        normal_class: the class it was to be trained on; `normal` (n,) is True for its images.
        roc_auc: of the negative error, normal class against all others; `interval` its 95 % bootstrap interval.
        auc_against: the same against each other class alone.
        encoder_effect, decoder_effect: how many times larger the normal class's error gets without the spatial
            convolutions of that half; None where it has none.
    """

    normal_class: int
    normal: NDArray[np.bool_]
    roc_auc: float
    interval: tuple[float, float]
    auc_against: dict[int, float]
    encoder_effect: float | None
    decoder_effect: float | None

    @property
    def judged(self) -> NDArray[np.bool_]:
        """The images of the normal class."""
        return self.normal
