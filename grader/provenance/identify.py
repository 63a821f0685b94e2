"""Which known images are the rows of one side of a training."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from grader.box.fingerprint import fingerprints
from grader.datasets import Dataset
from grader.provenance import table
from grader.provenance.intensity import PerPixel
from grader.provenance.layout import Array
from grader.provenance.model import Origin, Variant
from grader.provenance.preprocessing import Preprocessing, fits, learn, refine
from grader.provenance.recover import Pairs, recover
from grader.provenance.rows import FLIPPED, INVERTED, PLAIN, SHIFTED, Rows

__all__ = ["Identified", "identify"]

#: Share of rows that may stay unknown before the sample is searched for an unusual preprocessing.
_FEW_UNKNOWN: Final = 0.01
#: Share of rows that must be recognised as they are before flipped and shifted ones are looked for.
_AUGMENTED: Final = 0.01
_VARIANTS: Final[tuple[Variant, ...]] = ("plain", "inverted", "flipped", "shifted")


@dataclass(eq=False)
class Identified:
    """Which image each distinct row of one side is, as far as it was found out.

    Attributes:
        prints: sorted fingerprints of the distinct rows.
        sample: float32 (m, *shape), some of the rows.
        numbers: of the image of `dataset` that each distinct row is, int32; -1 where unknown.
        variants: the form it was recognised in, an index into the four of `Variant`.
        preprocessing: how images became rows; None where that was not learnt.
    """

    prints: Array
    sample: Array
    numbers: Array
    variants: Array
    dataset: Dataset | None = None
    preprocessing: Preprocessing | None = None

    def look_up(self, known: table.Table, variant: int) -> None:
        """Look up in `known` what is not yet recognised."""
        unknown = np.flatnonzero(self.numbers < 0)
        found = known.find(self.prints[unknown])
        self.numbers[unknown] = found
        self.variants[unknown[found >= 0]] = variant

    @property
    def unknown(self) -> Array:
        """The fingerprints that are not recognised."""
        return self.prints[self.numbers < 0]

    @property
    def share_unknown(self) -> float:
        """Share of the distinct rows that are not recognised."""
        return float(np.mean(self.numbers < 0)) if len(self.numbers) else 0.0

    @property
    def inverted(self) -> float:
        """Share of the distinct rows that are inverted images."""
        return float(np.mean((self.variants == INVERTED) & (self.numbers >= 0))) if len(self.prints) else 0.0

    def sample_numbers(self, *, as_given: bool = True) -> Array:
        """The image of each row of the sample, -1 if unknown; `as_given` leaves out flipped and shifted ones."""
        if not len(self.prints):
            return np.full(len(self.sample), -1, np.int32)
        wanted = fingerprints(self.sample)
        place = np.minimum(np.searchsorted(self.prints, wanted), len(self.prints) - 1)
        known = self.prints[place] == wanted
        if as_given:
            known &= self.variants[place] < FLIPPED
        return np.where(known, self.numbers[place], np.int32(-1))

    @property
    def rows(self) -> Rows | None:
        """Which image each row is; None where no dataset was recognised."""
        return Rows(self.dataset, self.prints, self.numbers, self.variants) if self.dataset else None

    @property
    def residue(self) -> float:
        """What is left of the sample after the images it was recognised as, as a share of the range.

        Measured: 3e-8 for images that were scaled as a whole in float32. 0 where scaling or float16 rounds more.
        """
        numbers = self.sample_numbers()
        rows = self.sample[numbers >= 0]
        way = self.preprocessing
        if way is None or self.dataset is None or not len(rows) or way.loses_fingerprints:
            return 0.0
        if np.array_equal(rows.astype(np.float16), rows):
            return 0.0
        meant = way.layout.rows(way.intensity.forward(table.take(self.dataset, numbers[numbers >= 0])))
        return float(np.abs(rows - meant).max() / np.ptp(rows))

    def origin(self, known: Sequence[Dataset]) -> Origin:
        """The counts."""
        train, test = {}, {}
        recognised = self.numbers >= 0
        if self.dataset is not None:
            numbers = np.unique(self.numbers[recognised])
            classes, first_test = table.labels(self.dataset)[numbers], len(self.dataset.x_train)
            train, test = _count(classes[numbers < first_test]), _count(classes[numbers >= first_test])
        others = [dataset for dataset in known if dataset is not self.dataset]
        elsewhere = {other.name: int((table.plain(other).find(self.unknown) >= 0).sum()) for other in others}
        return Origin(
            dataset=self.dataset.name if self.dataset else None,
            identified=float(recognised.mean()) if len(recognised) else 0.0,
            train=train,
            test=test,
            unknown=int((~recognised).sum()),
            variants={_VARIANTS[form]: count for form, count in _count(self.variants[recognised]).items()},
            elsewhere={name: count for name, count in elsewhere.items() if count},
        )


def identify(prints: Array, sample: Array, known: Sequence[Dataset], pairs: Pairs | None = None) -> Identified:
    """Look up the distinct rows of one side.

    Args:
        prints: uint64 (n,), distinct and sorted.
        sample: float32 (m, *shape), some of the rows.
        known: the datasets they may come from.
        pairs: the images that the rows of the sample are made from, where the other side shows it.
    """
    result = Identified(prints, sample, np.full(len(prints), -1, np.int32), np.zeros(len(prints), np.uint8))
    if not np.any(prints):
        return result
    for variant, build in ((PLAIN, table.plain), (INVERTED, table.inverted)):
        if result.dataset is None:
            result.dataset = _most_hits(prints, known, build)
        if result.dataset is not None and len(result.unknown):
            result.look_up(build(result.dataset), variant)
    if result.dataset is not None and result.share_unknown < 1 - _AUGMENTED:
        _find_augmented(result, result.dataset)
    _learn_preprocessing(result)
    if _is_odd(result):
        _find_preprocessed(result, known, pairs)
    return result


def _most_hits(prints: Array, known: Sequence[Dataset], build: table.Builder) -> Dataset | None:
    hits = [int((build(dataset).find(prints) >= 0).sum()) for dataset in known]
    return known[int(np.argmax(hits))] if any(hits) else None


def _find_augmented(result: Identified, dataset: Dataset) -> None:
    if len(result.unknown):
        result.look_up(table.flipped(dataset), FLIPPED)
    for mirrored in (False, True):
        unknown = result.unknown
        if len(unknown) and (table.shifted(dataset, mirrored=mirrored, pilot=True).find(unknown) >= 0).any():
            result.look_up(table.shifted(dataset, mirrored=mirrored, pilot=False), SHIFTED)


def _learn_preprocessing(result: Identified) -> None:
    if result.dataset is not None:
        numbers = result.sample_numbers()
        rows = numbers >= 0
        result.preprocessing = learn(result.sample[rows], table.take(result.dataset, numbers[rows]))


def _is_odd(result: Identified) -> bool:
    """Whether what is unknown may be known images under a preprocessing that changes fingerprints."""
    if not len(result.unknown):
        return False
    unknown_rows = float(np.mean(result.sample_numbers(as_given=False) < 0)) if len(result.sample) else 0.0
    many = max(result.share_unknown, unknown_rows) > _FEW_UNKNOWN
    return many or result.preprocessing is None or isinstance(result.preprocessing.intensity, PerPixel)


def _find_preprocessed(result: Identified, known: Sequence[Dataset], pairs: Pairs | None) -> None:
    """Learn an unusual preprocessing from the sample, and look up known images as they are after it."""
    ordinary = result.preprocessing is not None and not isinstance(result.preprocessing.intensity, PerPixel)
    rows = result.sample_numbers(as_given=False) < 0 if ordinary else np.ones(len(result.sample), bool)
    datasets = [result.dataset] if result.dataset else known
    found = recover(result.sample[rows], datasets, pairs.of(rows) if pairs else None)
    if found is None:
        return
    result.dataset = found.dataset
    result.look_up(table.build(found.dataset, found.preprocessing.apply), PLAIN)
    numbers = result.sample_numbers()
    sample, raw = result.sample[numbers >= 0], table.take(found.dataset, numbers[numbers >= 0])
    if len(result.unknown):
        refined = refine(found.preprocessing, sample, raw)
        if refined is not found.preprocessing:
            result.look_up(table.build(found.dataset, refined.apply), PLAIN)
    if not ordinary or fits(found.preprocessing, sample, raw).all():
        result.preprocessing = found.preprocessing


def _count(values: Array) -> dict[int, int]:
    distinct, counts = np.unique(values, return_counts=True)
    return {int(value): int(count) for value, count in zip(distinct, counts, strict=True)}
