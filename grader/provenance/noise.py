"""What was added to known images, seen in rows whose clean image is known."""

from typing import Final

import numpy as np

from grader.provenance.fixed import is_fixed
from grader.provenance.intensity import Affine, Intensity
from grader.provenance.layout import Array, layout_of
from grader.provenance.preprocessing import Preprocessing, line
from grader.provenance.regime import Noise

__all__ = ["describe_noise", "is_random"]

_CLIPPED: Final = 0.01  # share of pixels at exactly one end of the range; unclipped noise never repeats a value
_ALIKE: Final = 0.1  # difference of two scales, relative to the range, that noise explains
_VARIES: Final = 0.01  # of the range
_LEVELS: Final = 256
_BRIGHT: Final = 250  # grey level above which a pixel is as good as white
_GREYS: Final = np.arange(30, 226)  # grey levels that are neither
_IMPULSES: Final = 0.01  # share of pixels that are at the wrong end
_GREYS_LEFT: Final = 0.2  # share of the greys that must still be there; 90 % of noise leaves nothing to see
_EQUAL: Final = 0.01  # of the range: a grey that is what it was
_UNCHANGED: Final = 0.95  # share of those that must be what they were
_USUAL: Final = ((0.0, 1.0), (-1.0, 1.0), (0.0, 255.0))  # the grey scales of nearly everyone
_UPPER_QUARTILE: Final = 0.6745  # of the standard normal distribution


def describe_noise(noisy: Array, raw: Array, clean: Preprocessing | None) -> tuple[Noise, Preprocessing] | None:
    """The noise in `noisy`, and the preprocessing its images had before the noise.

    Args:
        noisy: (n, *shape), rows with noise.
        raw: uint8 (n, 28, 28), the image behind each row.
        clean: the preprocessing of the clean rows, where it is known; the noisy ones are taken to share its grey
            scale unless they lie in a clearly different range.

    Returns:
        None where the rows are no images. The standard deviation is that of the difference; where the values were
        clipped it is the upper quartile of the difference in the background, divided by 0.6745, which clipping leaves
        alone up to a deviation of 1.4. Noise that leaves most of the background as it is (salt and pepper) is given by
        the root of its mean square.
    """
    layout = clean.layout if clean is not None and clean.layout.shape == noisy.shape[1:] else layout_of(noisy)
    if layout is None or not len(noisy):
        return None
    values = layout.images(noisy.astype(np.float64))
    clipped = _is_clipped(values)
    preprocessing = Preprocessing(layout, _scale(values, raw, clean, clipped))
    sd = _deviation(noisy, raw, preprocessing, clipped)
    unit = preprocessing.to_unit(noisy, raw)
    return Noise.seen(sd, clipped, raw, unit, fixed=is_fixed(unit, raw)), preprocessing


def is_random(noisy: Array, raw: Array) -> bool:
    """Whether what was done to the images `raw` was done at random: noise in every pixel, or salt and pepper."""
    layout = layout_of(noisy)
    if layout is None or not np.any(raw == 0):
        return False
    images = layout.images(noisy)
    return _varies(images, raw) or _has_impulses(images, raw)


def _varies(images: Array, raw: Array) -> bool:
    """Whether the background does, with more different values than any change of 8-bit levels gives."""
    lower, upper = np.quantile(images[raw == 0], (0.25, 0.75))
    different = np.median([len(np.unique(image)) for image in images])
    return bool(upper - lower > _VARIES * np.ptp(images.astype(np.float64)) and different > _LEVELS)


def _has_impulses(images: Array, raw: Array) -> bool:
    """Whether some pixels are white in the background, or black in the brightest, and other greys are as they were.

    Images made of black and white alone, by a threshold or by a draw, have no greys left.
    """
    low, high = float(images.min()), float(images.max())
    if low == high:
        return False
    white, black = images == high, images == low
    grey = np.isin(raw, _GREYS)
    kept = grey & ~white & ~black
    salt, pepper = np.mean(white[raw == 0]), np.mean(black[raw > _BRIGHT]) if np.any(raw > _BRIGHT) else 0.0
    if max(salt, pepper) < _IMPULSES or np.sum(kept) < _GREYS_LEFT * np.sum(grey):
        return False
    unchanged = np.abs((images[kept] - low) / (high - low) - raw[kept] / 255) < _EQUAL
    return bool(np.mean(unchanged) > _UNCHANGED)


def _is_clipped(values: Array) -> bool:
    return bool(max(np.mean(values == values.min()), np.mean(values == values.max())) > _CLIPPED)


def _scale(values: Array, raw: Array, clean: Preprocessing | None, clipped: bool) -> Intensity:
    """The grey scale before the noise: the clean rows' own or a usual one, where that comes close."""
    if clipped:
        low, high = values.min(), values.max()
    else:
        scale, offset = line(raw.astype(np.float64), values)
        low, high = offset, 255 * scale + offset
    if clean is not None and not isinstance(clean.intensity, Affine):
        return clean.intensity
    meant = [Affine((end - start) / 255, start) for start, end in _USUAL]
    for scale_meant in [clean.intensity, *meant] if clean is not None else meant:
        ends = scale_meant.forward(np.array([0, 255]))
        if np.abs(ends - (low, high)).max() <= _ALIKE * np.ptp(ends):
            return scale_meant
    return Affine(float(high - low) / 255, float(low))


def _deviation(noisy: Array, raw: Array, preprocessing: Preprocessing, clipped: bool) -> float:
    difference = preprocessing.to_unit(noisy, raw) - raw / 255
    if not clipped:
        return float(difference.std())
    background = difference[raw == 0]
    quartile = float(np.quantile(background, 0.75)) if background.size else 0.0
    return quartile / _UPPER_QUARTILE if quartile > 0 else float(np.sqrt(np.mean(difference**2)))
