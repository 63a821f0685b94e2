"""`neighbours_compared`: how good the code is stands beside how good the pixels are, or another short code of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from grader.assignment import CriterionSpec
from grader.criteria.known_images import components, pca_error
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register
from grader.criteria.shown import numbers_about
from grader.datasets import DatasetName, load
from grader.i18n import Text, text
from grader.measurement import Measured
from grader.metrics.isomap import isomap
from grader.metrics.neighbours import neighbour_accuracy
from grader.metrics.purity import neighbour_purity
from grader.metrics.trustworthiness import trustworthiness
from grader.outcome import Outcome

__all__ = ["judge"]

Interval: TypeAlias = tuple[float, float]

#: Test images that are looked at: a purity within 0.01.
_SOME: Final = 2_000
#: What a shown figure may differ by: other images, another number of neighbours. (Isomap of 1,000, 2,000 and 5,000
#: images, of 5 and of 10 neighbours: a purity of 0.41-0.46 in the plane, 0.73-0.79 with 8 values.)
_NEAR: Final = 0.08
_ERROR_NEAR: Final = 0.1
#: Isomap has no use for more, and takes long.
_WIDEST: Final = 64
_CODE: Final = r"lat|c[oó]digo|code|encod|autoenc|\bae\b"


@dataclass(frozen=True)
class _Space:
    """Where images lie: how many neighbours are of one class, by purity and by k-NN, and how far they are trusted."""

    purity: float
    accuracy: float
    trust: float

    @property
    def by_class(self) -> Interval:
        values = self.purity, self.accuracy
        return min(values) - _NEAR, max(values) + _NEAR

    @property
    def by_trust(self) -> Interval:
        return self.trust - _NEAR, self.trust + _NEAR


@dataclass(frozen=True)
class _Other:
    """What a code may be compared with: its name, and one of the words that stand where a notebook speaks of it."""

    name: Text
    words: str


_OTHERS: Final = {
    "raw": _Other(text("raw pixels"), r"p[ií]xel|raw|original|crud|784"),
    "pca": _Other(text("PCA"), r"\bpca|componentes|components"),
    "isomap": _Other(text("Isomap"), r"isomap"),
}


@register("neighbours_compared")
@needs(Measured)
def judge(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """The notebook shows how well neighbours agree in class, in the code and elsewhere, by purity or by k-NN.

    `params.than`: `raw` pixels, as it is without it; `pca` or `isomap` of as many values as the code has. Beside these
    two trustworthiness will do as well, and beside PCA the error of the reconstruction.
    """
    than = str(spec.params.get("than", "raw"))
    other = _OTHERS[than]
    own_space = _space(measured.images[:_SOME], measured.code[:_SOME], measured.labels[:_SOME])
    space = _known_space(measured.dataset, than, min(measured.code_size, _WIDEST))
    best = max(_shown(case, pair, other.words) for pair in _measures(measured, than, own_space, space))
    if best == 2:
        message = text("The notebook compares the code with {name}, as measured.", name=other.name)
        return Judgement(Outcome.PASS, 1.0, message)
    message = text(
        "The notebook does not show, for the code and for {name}, how often neighbours are of the same class: about "
        "{own:.2f} and {other:.2f} as purity of the 10 nearest.",
        name=other.name,
        own=own_space.purity,
        other=space.purity,
    )
    return Judgement(Outcome.PARTIAL if best else Outcome.FAIL, 0.5 * best, message, absent=not best)


def _measures(measured: Measured, than: str, own: _Space, other: _Space) -> Iterator[tuple[Interval, Interval]]:
    """What both may be shown by: between which values the code's figure lies, and the other's."""
    yield own.by_class, other.by_class
    if than != "raw":  # whose own neighbourhoods are the true ones
        yield own.by_trust, other.by_trust
    if than == "pca":
        errors = measured.error, pca_error(measured)
        own_error, pca = ((error * (1 - _ERROR_NEAR), error * (1 + _ERROR_NEAR)) for error in errors)
        yield own_error, pca


def _shown(case: Case, intervals: tuple[Interval, Interval], words: str) -> int:
    """How many of the two figures are shown; two that are alike are no single number."""
    own, other = (
        [number for number in _about(case, named) if _lies(number, interval)]
        for named, interval in zip((_CODE, words), intervals, strict=True)
    )
    either = [n for n in _about(case, f"{_CODE}|{words}") if any(_lies(n, interval) for interval in intervals)]
    return min(len(either), bool(own) + bool(other))


def _about(case: Case, words: str) -> list[tuple[float, ...]]:
    return numbers_about(case, re.compile(words, re.IGNORECASE))


def _lies(number: tuple[float, ...], interval: Interval) -> bool:
    low, high = interval
    return any(low <= meant <= high for meant in number)


@lru_cache(maxsize=16)
def _known_space(dataset: DatasetName, name: str, width: int) -> _Space:
    """Of the first test images: their pixels, or a code of `width` values that needs no training."""
    known = load(dataset)
    images = (known.x_test[:_SOME] / 255).astype(np.float32)
    return _space(images, _code_of(dataset, name, width, images), known.y_test[:_SOME].astype(np.int64))


def _code_of(dataset: DatasetName, name: str, width: int, images: NDArray[np.float32]) -> NDArray[np.float32]:
    if name == "pca":
        return components(dataset, width).code(images).astype(np.float32)
    return isomap(images, width) if name == "isomap" else images.reshape(len(images), -1)


def _space(images: NDArray[np.float32], code: NDArray[np.float32], labels: NDArray[np.int64]) -> _Space:
    return _Space(neighbour_purity(code, labels), neighbour_accuracy(code, labels), trustworthiness(images, code))
