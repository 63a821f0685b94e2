"""Grey-scale images as PNG."""

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

__all__ = ["grey_png"]

_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def grey_png(image: NDArray[np.floating]) -> bytes:
    """An (h, w) image on the 0..1 scale as an 8-bit PNG; what lies beyond is cut, what is not a number is black.

    The format is that of the PNG specification, third edition: header, one filtered and deflated stream, end.
    """
    levels = np.rint(255 * np.clip(np.nan_to_num(image), 0.0, 1.0)).astype(np.uint8)
    height, width = levels.shape
    rows = np.zeros((height, width + 1), np.uint8)  # each row is led by the number of its filter: 0, none
    rows[:, 1:] = levels
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = (b"IHDR", header), (b"IDAT", zlib.compress(rows.tobytes(), 9)), (b"IEND", b"")
    return _SIGNATURE + b"".join(_chunk(kind, content) for kind, content in parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
