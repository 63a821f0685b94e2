"""How raw images became the rows that went into training, learnt from a few rows whose raw images are known."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from grader.i18n import Text, text
from grader.provenance.intensity import STATISTICS, Affine, Intensity, PerImage, PerPixel
from grader.provenance.layout import Array, Layout, layout_of

__all__ = ["Preprocessing", "fits", "learn", "line", "refine"]

#: A pixel may differ by this share of the range from what a preprocessing predicts: more than float16 rounds (0.0005),
#: less than an 8-bit step (0.0039).
TOLERANCE: Final = 1e-3
#: Rows that must be known before each pixel is given a scale of its own.
_MIN_ROWS: Final = 32


@dataclass(frozen=True, eq=False)
class Preprocessing:
    """Grey levels first, then the layout."""

    layout: Layout
    intensity: Intensity

    @property
    def loses_fingerprints(self) -> bool:
        """Whether rounding can change what its images are recognised by: scaled pixel by pixel, or resized."""
        return isinstance(self.intensity, PerPixel) or self.layout.fit == "resized"

    def apply(self, raw: Array) -> Array:
        """Raw images, uint8 (n, 28, 28), as training saw them: float32 (n, *layout.shape)."""
        return self.layout.rows(self.intensity.forward(raw)).astype(np.float32)

    def to_unit(self, outputs: Array, raw: Array) -> Array:
        """Model outputs on the scale of raw / 255.

        Args:
            outputs: (n, *layout.shape), on the scale of the training targets.
            raw: uint8 (n, 28, 28), the images they reconstruct; only scalings by the image's own statistics look at it.

        Returns:
            float32 (n, 28, 28); not clipped. `to_unit(apply(raw), raw)` is raw / 255, but for pixels that the
            preprocessing itself made constant.
        """
        values = self.layout.images(outputs.astype(np.float64))
        return np.asarray(self.intensity.backward(values, raw) / 255, np.float32)

    def describe(self) -> Text:
        """In a few words, such as: pixels divided by 255, shape 28×28×1."""
        pattern = {
            "exact": text("{pixels}, shape {shape}"),
            "padded": text("{pixels}, padded to shape {shape}"),
            "resized": text("{pixels}, resized to shape {shape}"),
        }[self.layout.fit]
        shape = "×".join(str(length) for length in self.layout.shape)
        return text(pattern.msgid, pixels=self.intensity.describe(), shape=shape)


def learn(rows: Array, raw: Array, scalers: Iterable[PerPixel] = ()) -> Preprocessing | None:
    """The preprocessing that turns `raw` into `rows`.

    Tried in this order: one scale for all, each image by its own statistic, the given `scalers`, and a scale for each
    pixel of its own, which needs 32 rows.

    Args:
        rows: (n, *shape), what went into training.
        raw: uint8 (n, 28, 28), the image behind each row.
        scalers: per-pixel scalers fitted on known sets of images.

    Returns:
        None where no such preprocessing explains every pixel of every row within 0.1 % of the range.
    """
    layout = layout_of(rows)
    if layout is None or len(rows) != len(raw):
        return None
    values = layout.images(rows.astype(np.float64))
    for intensity in _candidates(values, raw, scalers):
        found = Preprocessing(layout, intensity)
        if fits(found, rows, raw).all():
            return found
    return None


def fits(preprocessing: Preprocessing, rows: Array, raw: Array) -> Array:
    """For each row, whether `preprocessing` explains all its pixels from its raw image, and back; bool (n,)."""
    forth = np.abs(preprocessing.apply(raw) - rows).reshape(len(rows), -1).max(axis=1)
    back = np.abs(preprocessing.to_unit(rows, raw) - raw / 255).max(axis=(1, 2))
    return np.asarray((forth <= TOLERANCE * np.ptp(rows.astype(np.float64))) & (back <= TOLERANCE))


def refine(preprocessing: Preprocessing, rows: Array, raw: Array) -> Preprocessing:
    """`preprocessing` with the offset, and where the sample shows it the scale, of each pixel as they are in `rows`.

    A scaler that a student computed in float32 differs from its formula by a few rounding errors of its sums.
    """
    scaler = preprocessing.intensity
    if not isinstance(scaler, PerPixel) or not len(rows):
        return preprocessing
    values = preprocessing.layout.images(rows.astype(np.float64))
    measured = fit_pixels(values, raw)
    varied = (np.ptp(raw, axis=0) > 0) & (scaler.kind != "mean")
    scale = np.where(varied, measured.scale, scaler.scale)
    offset = (values - scale * raw).mean(axis=0)
    return Preprocessing(preprocessing.layout, PerPixel(scaler.kind, scale, offset))


def _candidates(values: Array, raw: Array, scalers: Iterable[PerPixel]) -> Iterable[Intensity]:
    scale, offset = line(raw.astype(np.float64), values)
    if scale != 0:
        yield Affine(scale, offset).tidy()
    for statistic in STATISTICS:
        scale, offset = line(PerImage(statistic).forward(raw), values)
        if scale != 0:
            yield PerImage(statistic, scale, offset)
    yield from scalers
    if len(raw) >= _MIN_ROWS:
        yield fit_pixels(values, raw)


def fit_pixels(values: Array, raw: Array) -> PerPixel:
    """A scale and an offset for each pixel by least squares; scale 0 where the pixel was constant in `raw`."""
    levels = raw.astype(np.float64)
    mean, centre = values.mean(axis=0), levels.mean(axis=0)
    variance = ((levels - centre) ** 2).sum(axis=0)
    covariance = ((levels - centre) * (values - mean)).sum(axis=0)
    scale = np.divide(covariance, variance, out=np.zeros_like(covariance), where=variance > 0)
    return PerPixel("fitted", scale, mean - scale * centre)


def line(inputs: Array, values: Array) -> tuple[float, float]:
    """Scale and offset of the straight line from `inputs` to `values`, by least squares."""
    centre, mean = inputs.mean(), values.mean()
    variance = float(((inputs - centre) ** 2).sum())
    scale = float(((inputs - centre) * (values - mean)).sum()) / variance if variance else 0.0
    return scale, float(mean - scale * centre)
