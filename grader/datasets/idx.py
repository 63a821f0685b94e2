"""The idx format of MNIST: two zero bytes, a type, the number of axes, their lengths, then the values.

Format: http://yann.lecun.com/exdb/mnist/. Only unsigned bytes in one axis (labels) or three (images) occur.
"""

import gzip
import struct
import zlib
from pathlib import Path
from typing import Final

import numpy as np

from grader.datasets.model import Images

__all__ = ["InvalidIdx", "idx_bytes", "parse_idx", "read_idx_gz"]

_UNSIGNED_BYTE: Final = 8
_MAX_LENGTH: Final = 100_000  # of any axis


class InvalidIdx(ValueError):
    """Bytes that are not what an idx file of images or labels may hold."""


def parse_idx(content: bytes) -> Images:
    """The array in an idx file of unsigned bytes: (n,) or (n, height, width), read-only.

    Raises:
        InvalidIdx: a wrong magic number, type or number of axes, an axis that is empty or too long, or not exactly as
            many values as the axes ask for.
    """
    if len(content) < 4:
        raise InvalidIdx(f"{len(content)} bytes are no idx header")
    zero, kind, axes = struct.unpack_from(">HBB", content)
    if zero != 0 or kind != _UNSIGNED_BYTE or axes not in (1, 3):
        raise InvalidIdx(f"magic number {content[:4].hex()}, expected 00000801 or 00000803")
    start = 4 + 4 * axes
    if len(content) < start:
        raise InvalidIdx("the header is cut short")
    shape = struct.unpack_from(f">{axes}I", content, 4)
    if not all(1 <= length <= _MAX_LENGTH for length in shape):
        raise InvalidIdx(f"axes of lengths {shape}")
    expected = int(np.prod(shape, dtype=object))
    if len(content) - start != expected:
        raise InvalidIdx(f"{len(content) - start} values, expected {expected}")
    return np.frombuffer(content, np.uint8, offset=start).reshape(shape)


def read_idx_gz(path: Path, max_bytes: int) -> Images:
    """The array in a gzipped idx file that unpacks to at most `max_bytes`.

    Raises:
        InvalidIdx: no gzip file, a damaged one, one that unpacks to more, or no idx content.
        OSError: the file cannot be read.
    """
    try:
        with gzip.open(path) as file:
            content = file.read(max_bytes + 1)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise InvalidIdx(f"not a complete gzip file: {error}") from error
    if len(content) > max_bytes:
        raise InvalidIdx(f"more than {max_bytes} bytes")
    return parse_idx(content)


def idx_bytes(array: Images) -> bytes:
    """`array` as the content of an idx file; the inverse of `parse_idx`."""
    header = struct.pack(f">HBB{array.ndim}I", 0, _UNSIGNED_BYTE, array.ndim, *array.shape)
    return header + array.tobytes()
