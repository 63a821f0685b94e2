"""What is said about the data of one training."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from grader.provenance.preprocessing import Preprocessing
from grader.provenance.regime import Noise
from grader.provenance.rows import Rows

__all__ = ["Origin", "Provenance", "Target", "Variant"]

#: What y is to x. `same`: the same image. `inverted`: that image with its grey scale reversed, in more than 1 % of the
#: rows. `clean`: a known image, of which x is a noisy or otherwise altered version. `noisy`: an image under noise of
#: its own. `other`: anything else that is known not to be these, such as labels or other images. `none`: there was no
#: y. `unknown`: the evidence does not say.
Target: TypeAlias = Literal["same", "inverted", "clean", "noisy", "other", "none", "unknown"]

#: In which form an image was recognised.
Variant: TypeAlias = Literal["plain", "inverted", "flipped", "shifted"]


@dataclass(frozen=True)
class Origin:
    """Where the images of one side, x or y, come from.

    Attributes:
        dataset: the known dataset that most of them belong to; None if none was recognised.
        identified: share of the distinct rows that were recognised as images of `dataset`, 0..1.
        train, test: how many distinct images of each class were recognised, by split. An image that were in both
            splits would count as one of train; MNIST and Fashion-MNIST hold no image twice.
        unknown: distinct rows that were not recognised as images of `dataset`; those `elsewhere` are among them.
        variants: distinct rows by the form they were recognised in.
        elsewhere: distinct rows recognised as images of another known dataset.
    """

    dataset: str | None
    identified: float
    train: Mapping[int, int]
    test: Mapping[int, int]
    unknown: int
    variants: Mapping[Variant, int]
    elsewhere: Mapping[str, int]


@dataclass(frozen=True)
class Provenance:
    """What one training event was trained on.

    Attributes:
        x, y: where the images of each side come from; None where that side was absent or held no images.
        target: what y is to x.
        noise: for `clean`, and for `same` and `noisy` where x itself is noisy; None where x is as clean as y, or where
            nothing is known.
        x_preprocessing, y_preprocessing: how raw images became the rows of each side; None where that was not learnt.
        residue: what is left of the rows after the images that they were recognised as, in the most differing pixel of
            a few rows, as a share of the range; 0 where that cannot be said.
        held: where images come from that the compiled step held, as many as were found.
        x_rows, y_rows: which image each distinct row of a side is; None where that side was absent or held no images.
    """

    x: Origin | None
    y: Origin | None
    target: Target
    noise: Noise | None
    x_preprocessing: Preprocessing | None
    y_preprocessing: Preprocessing | None
    residue: float = 0.0
    held: Sequence[Origin] = ()
    x_rows: Rows | None = None
    y_rows: Rows | None = None
