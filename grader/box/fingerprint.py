"""Which image is this? A 64-bit fingerprint that survives what students do to pixels.

A fingerprint is a hash of an image's 8-bit grey levels, which are found again whatever became of them: each image is
stretched to 0..1 by its own smallest and largest pixel, and the number of steps, 255 or 254, that makes whole numbers
of all pixels is the one it had (every image of MNIST and Fashion-MNIST reaches from 0 to one of these). So every
positive affine change of the grey scale (/255, [-1, 1], standardising, per-image scaling) in any dtype down to float16
leaves it as it is. On the 140,000 images of both datasets, inverted and flipped ones too, no two are equal.

Images that are no such whole numbers, as after noise, a scaler for each pixel, resizing, or with data hidden in their
low bits, get the hash of 65 coarse grey levels instead, which is never taken for one of the first kind. Rounding errors
of float32 rarely move a pixel from one coarse level to the next; in images of up to 255 steps they never do, as 64 is a
power of two.

NumPy only: the box records with this module, the trusted side builds its tables of known images with it.
"""

from hashlib import blake2b
from typing import Any, Final, TypeAlias

import numpy as np

__all__ = ["NO_IMAGE", "examine", "fingerprints", "match_share", "pixels"]

Array: TypeAlias = np.ndarray[Any, Any]

#: The fingerprint of what has none: constant images, images with NaN or infinity, rows that are no images.
NO_IMAGE: Final = np.uint64(0)

_SIDE: Final = 28
_SMALLEST, _LARGEST = 8, 256  # sides of what counts as an image
_COARSE: Final = 64
_CHUNK: Final = 64  # rows at a time, so that the work stays in the processor's cache
_STEPS: Final = (255, 254)
_EXACT: Final = 0.01  # of an 8-bit step: more than float32 moves a pixel by
_HALF: Final = 0.25  # of an 8-bit step: more than float16 moves a pixel by


def fingerprints(rows: Array) -> Array:
    """The fingerprint of each row.

    Args:
        rows: (n, ...) numbers of any dtype, in a layout that `pixels` understands.

    Returns:
        uint64 (n,); NO_IMAGE where a row has no fingerprint.
    """
    return examine(rows)[0]


def examine(rows: Array) -> tuple[Array, Array]:
    """The fingerprint of each row, and how far its pixels are from the steps of an 8-bit image: low bits hide things.

    An image of M + 1 grey levels, stretched to 0..M, has whole numbers only. M is the one of 255, 254 and, for images
    cut from others, what the row with the largest range in `rows` makes of this one, that fits the row best.

    Args:
        rows: (n, ...) as for `fingerprints`.

    Returns:
        Fingerprints uint64 (n,), and float32 (n,) the largest distance of a row's pixels from a whole number, in steps,
        0..0.5: 0 where it has no fingerprint; below 0.01 for float32 and float64 and below 0.25 for float16 that come
        from 8-bit images; near 0.5 for noisy or interpolated images and for pixels that were scaled one by one, of
        which it says nothing.
    """
    images = pixels(rows)
    prints, strays = np.full(len(rows), NO_IMAGE), np.zeros(len(rows), np.float32)
    if images is None or not images.size:
        return prints, strays
    spread = _spread(images)
    for start in range(0, len(images), _CHUNK):
        chunk = slice(start, start + _CHUNK)
        unit, usable = _stretched(images[chunk])
        levels, distance = _levels(unit)
        prints[chunk] = np.where(usable, _hashes(images[chunk], unit, levels, distance), NO_IMAGE)
        if distance.max() >= _HALF:
            steps = np.rint(255 * (spread[chunk, None] / (spread.max() or 1.0)))
            distance = np.minimum(distance, _steps(unit, steps)[1])
        strays[chunk] = distance
    return prints, strays


def match_share(x: Array, y: Array) -> float | None:
    """Share of rows with the same image in `x` as in `y`, two arrays of paired fingerprints.

    Rows without a fingerprint on both sides do not count; None where no row is left.
    """
    images = (x != NO_IMAGE) | (y != NO_IMAGE)
    return float(np.mean(x[images] == y[images])) if images.any() else None


def pixels(rows: Array) -> Array | None:
    """Rows as flat images, (n, p), or None where they are no images.

    Understood are (n, 784), (n, 1024), (n, h, w), (n, h, w, 1), (n, 1, h, w) and three equal channels, (n, h, w, 3) and
    (n, 3, h, w), with sides of 8 to 256. Of larger images the central 28×28 pixels count, which undoes padding.
    """
    if rows.dtype.kind not in "fiub":
        return None
    images = _one_channel(rows)
    if images is None:
        return None
    height, width = images.shape[1:]
    if not (_SMALLEST <= height <= _LARGEST and _SMALLEST <= width <= _LARGEST):
        return None
    top, left = (max(side - _SIDE, 0) // 2 for side in (height, width))
    images = images[:, top : height - top, left : width - left]
    return images.reshape(len(rows), images.shape[1] * images.shape[2])


def _one_channel(rows: Array) -> Array | None:
    shape = rows.shape[1:]
    if shape in ((784,), (1024,)):
        side = 28 if shape[0] == 784 else 32
        return rows.reshape(len(rows), side, side)
    if len(shape) == 2:
        return rows
    if len(shape) != 3:
        return None
    for axis in (-1, 1):
        if rows.shape[axis] in (1, 3):
            first = rows.take(0, axis)
            equal = all(np.array_equal(first, rows.take(i, axis), equal_nan=True) for i in range(1, rows.shape[axis]))
            return first if equal else None
    return None


def _stretched(images: Array) -> tuple[Array, Array]:
    """Each row stretched to 0..1, float32, and which rows are usable; the others give zeros."""
    with np.errstate(all="ignore"):
        unit = images.astype(np.float32)
        low = unit.min(axis=1, keepdims=True)
        spread = unit.max(axis=1, keepdims=True) - low
    usable = np.isfinite(spread) & (spread > 0)
    if not usable.all():
        unit[~usable[:, 0]] = 0.0
        low, spread = np.where(usable, low, 0.0), np.where(usable, spread, 1.0)
    unit -= low
    unit /= spread
    return unit, usable[:, 0]


def _spread(images: Array) -> Array:
    """Of each row, largest less smallest pixel; 0 where that is no number."""
    with np.errstate(all="ignore"):
        spread: Array = images.max(axis=1).astype(np.float32) - images.min(axis=1)
    spread[~np.isfinite(spread)] = 0.0
    return spread


def _hashes(images: Array, unit: Array, levels: Array, distance: Array) -> Array:
    exact = distance < _EXACT
    half = ~exact & (distance < _HALF)
    if half.any():
        exact[half] = _is_float16(images[half])
    if not exact.all():
        levels[~exact] = np.rint(unit[~exact] * np.float32(_COARSE))
    kinds = np.where(exact, b"levels", b"coarse").tolist()
    digests = [blake2b(row, digest_size=8, person=kind).digest() for row, kind in zip(levels, kinds, strict=True)]
    return np.frombuffer(b"".join(digests), np.uint64)


def _levels(unit: Array) -> tuple[Array, Array]:
    """The 8-bit levels of each row, uint8, and the largest distance of one of its pixels from them, in steps."""
    levels, distance = _steps(unit, _STEPS[0])
    doubtful = np.flatnonzero(distance >= _EXACT)
    if len(doubtful):
        others, closer = _steps(unit[doubtful], _STEPS[1])
        better = closer < distance[doubtful]
        levels[doubtful[better]], distance[doubtful[better]] = others[better], closer[better]
    return levels, distance


def _steps(unit: Array, steps: int | Array) -> tuple[Array, Array]:
    """Each row in a number of steps, uint8, and its largest distance from them."""
    scaled = unit * np.float32(steps)
    whole = np.rint(scaled)
    scaled -= whole
    return whole.astype(np.uint8), np.abs(scaled, out=scaled).max(axis=1)


def _is_float16(images: Array) -> Array:
    """Which rows hold nothing that float16 does not."""
    with np.errstate(all="ignore"):
        return np.asarray((images.astype(np.float16) == images).all(axis=1))
