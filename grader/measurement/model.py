"""What was measured of one task's model, for the criteria to judge and the report to draw."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import log10
from typing import Final, Protocol, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

from grader.assignment import MeasureKind
from grader.datasets import Dataset, DatasetName
from grader.exchange.structure import Structure
from grader.provenance import Noise

__all__ = [
    "Answer",
    "Asides",
    "Challenge",
    "Codes",
    "Denoising",
    "Detection",
    "Drawn",
    "Further",
    "Images",
    "Latent",
    "Measured",
    "Model",
    "Probes",
    "Question",
    "Response",
    "Sparsity",
    "Weakened",
]

#: Grey-scale images (n, 28, 28) on the 0..1 scale; noisy ones may lie beyond it.
Images: TypeAlias = NDArray[np.float32]
#: (n, k), one row per image.
Codes: TypeAlias = NDArray[np.float32]
#: From the codes of the images that are shown to codes (m, k) that the decoder is given beside them.
Further: TypeAlias = Callable[[Codes], Codes]


#: Share of the mean image's error.
_NEXT_TO_NOTHING: Final = 0.05


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
class Drawn:
    """How the codes of some images are drawn.

    Attributes:
        rows: (d,) which images.
        deviation: (d, k) with what standard deviation.
        outputs: (d, 28, 28) what the decoder made of one draw of each.
    """

    rows: NDArray[np.int64]
    deviation: Codes
    outputs: Images


@dataclass(frozen=True, eq=False)
class Response:
    """What a model made of (n, 28, 28) images.

    Attributes:
        code: (n, k) float32; all of an image's values where it has no bottleneck; the mean, where it is drawn.
        outputs: (n, 28, 28) float32 on the 0..1 scale, not clipped.
        weakened: None where nothing convolutional was found, or asked for.
        drawn: None where codes are not drawn.
        draws: whether the model draws normal numbers anywhere when it is asked; all were 0.
        structure: None of a baseline.
        asked: (m, k) the further codes, as the decoder was given them; `decoded` (m, 28, 28) what it made of them.
    """

    code: Codes
    outputs: Images
    weakened: Weakened | None = None
    drawn: Drawn | None = None
    draws: bool = False
    structure: Structure | None = None
    asked: Codes | None = None
    decoded: Images | None = None


class Model(Protocol):
    """An autoencoder as a function."""

    def __call__(self, images: Images, further: Further | None = None, /) -> Response:
        """What it makes of (n, 28, 28) images, and its decoder of further codes; only given where there are any."""


@dataclass(frozen=True, eq=False)
class Question:
    """What a criterion asks of a model beside its test images, in the same call.

    Attributes:
        key: all that the question depends on, beside the dataset and the seed; a measurement is found again by it.
        images: (m, 28, 28) to be shown.
        codes: from the codes (n, k) of the test images and those (m, k) of `images` to codes for the decoder.
    """

    key: tuple[object, ...]
    images: Images = field(default_factory=lambda: np.zeros((0, 28, 28), np.float32))
    codes: Callable[[Codes, Codes], Codes] | None = None


@dataclass(frozen=True, eq=False)
class Answer:
    """What came of a question.

    Attributes:
        images: (m, 28, 28) that were shown; `code` (m, k) and `outputs` (m, 28, 28) what they became.
        asked: (c, k) the codes that the decoder was given; `decoded` (c, 28, 28) what it made of them.
    """

    images: Images
    code: Codes
    outputs: Images
    asked: Codes
    decoded: Images


@dataclass(frozen=True, eq=False)
class Asides:
    """What a model made of what the notebook itself showed and asked it.

    Attributes:
        outputs: (m, 28, 28) for the images that the notebook drew, on the 0..1 scale; `code` (m, k) their codes.
        asked: (d, k) codes that the notebook had decoded; `decoded` (d, 28, 28) what they become.
    """

    outputs: Images
    code: Codes
    asked: Codes
    decoded: Images

    @classmethod
    def none(cls) -> Self:
        """Of a notebook that showed nothing."""
        images, codes = np.zeros((0, 28, 28), np.float32), np.zeros((0, 1), np.float32)
        return cls(images, codes, codes, images)


@dataclass(frozen=True, eq=False)
class Challenge:
    """What is asked of a model.

    Attributes:
        dataset: on its test split.
        normal_class: for `detection`.
        noise: for `denoising`: that of the model's own training.
        seed: of the random choices that the official figures depend on.
        private: seed of the order of rows and of the probes, which nobody may know beforehand.
        questions: what the task's criteria ask, by their ids.
        drawn: (m, 28, 28) every picture that the notebook drew, on the 0..1 scale; what is asked may depend on them.
        own: of a rival, what was measured of the task's own model, if anything was.
    """

    kind: MeasureKind
    dataset: Dataset
    normal_class: int | None = None
    noise: Noise | None = None
    seed: int = 0
    private: int = 0
    questions: Mapping[str, Question] = field(default_factory=dict)
    drawn: Images = field(default_factory=lambda: np.zeros((0, 28, 28), np.float32))
    own: "Measured | None" = None


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
        code: (n, k) what crossed from encoder to decoder: the mean, where a code is drawn.
        encoder_effect, decoder_effect: how many times larger the error gets without the spatial convolutions of that
            half; None where it has none.
        drawn: (d,) images whose code's standard deviation is known, and `deviation` (d, k) that; d is 0 where codes
            are not drawn.
        drawn_errors: (d,) as `errors`, of what the decoder makes of one draw instead of the mean.
        draws: whether the model draws normal numbers anywhere when it is asked.
        structure: its layers and weights; None of a baseline.
        probes: whether the model is what these figures claim; None where it was not probed.
        answers: to the questions of the task's criteria, by their ids.
    """

    dataset: DatasetName
    images: Images
    reconstructions: Images
    labels: NDArray[np.int64]
    errors: NDArray[np.float64]
    code: Codes
    encoder_effect: float | None = None
    decoder_effect: float | None = None
    drawn: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    deviation: Codes = field(default_factory=lambda: np.zeros((0, 1), np.float32))
    drawn_errors: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    draws: bool = False
    structure: Structure | None = None
    probes: Probes | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)

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
    def lost_in_draws(self) -> float:
        """Share of what the means of drawn codes show of their images that is lost where a draw is decoded instead.

        What they show is how much less their error is than that of the mean image. 0 of codes that are not drawn, or
        that show next to nothing; above 1 where draws are worse than the mean image.
        """
        if not len(self.drawn_errors):
            return 0.0
        of_means = float(self.errors[self.drawn].mean())
        shown = self.mean_image_error - of_means
        if shown < _NEXT_TO_NOTHING * self.mean_image_error:
            return 0.0
        return (float(self.drawn_errors.mean()) - of_means) / shown

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
    """

    normal_class: int
    normal: NDArray[np.bool_]
    roc_auc: float
    interval: tuple[float, float]
    auc_against: dict[int, float]

    @property
    def judged(self) -> NDArray[np.bool_]:
        """The images of the normal class."""
        return self.normal
