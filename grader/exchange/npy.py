"""The npy files that may cross a box's wall: plain little-endian numbers, and every byte accounted for.

This reads a strict subset of numpy's format (`numpy.lib.format`): exactly the headers that `numpy.save` writes, by one
regular expression and without evaluating anything. What the header declares is compared with the bytes that are there
before any memory is taken.
"""

import math
import re
from collections.abc import Collection
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from grader.errors import BadArtefact
from grader.exchange.plain import plain
from grader.i18n import text

__all__ = ["DTYPES", "read_npy"]

#: numpy's name of each dtype that may cross, by its code in the header.
DTYPES: Final = {
    "<f2": "float16",
    "<f4": "float32",
    "<f8": "float64",
    "|u1": "uint8",
    "<u4": "uint32",
    "<u8": "uint64",
    "<i8": "int64",
}
MAX_HEADER: Final = 1024  # bytes; numpy's own headers take 54 to 118
MAX_AXES: Final = 8

_MAGIC: Final = b"\x93NUMPY"
_LENGTH_BYTES: Final = {(1, 0): 2, (2, 0): 4, (3, 0): 4}
_HEADER: Final = re.compile(
    rb"\{'descr': '(?P<descr>[<>|=][a-zA-Z][0-9]{1,2})', "
    rb"'fortran_order': (?P<fortran>True|False), "
    rb"'shape': \((?P<shape>|[0-9]{1,12},|[0-9]{1,12}(?:, [0-9]{1,12})+)\), \} *\n"
)


def read_npy(
    data: bytes, *, name: str, dtypes: Collection[str], shape: tuple[int | None, ...] | None, max_items: int
) -> NDArray[Any]:
    """The array in the npy file `data`, as a read-only copy; its floats are finite.

    Args:
        data: the whole file.
        name: what to call the file in messages.
        dtypes: the dtypes expected here, by numpy's names, out of `DTYPES`.
        shape: the shape expected here; None stands for any length of that axis, or for any shape at all.
        max_items: the most items allowed.

    Raises:
        BadArtefact: no npy file, another dtype, shape or order, more or fewer bytes than declared, NaN or infinity.
    """
    found_dtype, found_shape, start = _header(data, name)
    if found_dtype not in dtypes:
        raise _bad(name, found_dtype, " | ".join(sorted(dtypes)))
    if shape is not None and not _fits(found_shape, shape):
        raise _bad(name, _shown(found_shape), _shown(shape))
    # Axes of length 0 do not excuse the others: numpy itself would overflow on (0, 10**12, 10**12).
    if math.prod(max(length, 1) for length in found_shape) > max_items:
        raise _bad(name, _shown(found_shape), f"<= {max_items:,}")
    dtype = np.dtype(found_dtype).newbyteorder("<")
    declared, there = math.prod(found_shape) * dtype.itemsize, len(data) - start
    if declared != there:
        raise BadArtefact(
            text(
                "{file} declares {declared} bytes of data and holds {there}.",
                file=plain(name),
                declared=declared,
                there=there,
            )
        )
    array = np.ndarray(found_shape, dtype, buffer=data, offset=start).astype(dtype.newbyteorder("="), copy=True)
    if array.dtype.kind == "f" and not np.isfinite(array).all():
        raise BadArtefact(text("{file} holds NaN or infinity.", file=plain(name)))
    array.setflags(write=False)
    return array


def _fits(found: tuple[int, ...], wanted: tuple[int | None, ...]) -> bool:
    return len(found) == len(wanted) and all(want in (None, have) for want, have in zip(wanted, found, strict=True))


def _header(data: bytes, name: str) -> tuple[str, tuple[int, ...], int]:
    """Dtype, shape, and where the items start."""
    size = _LENGTH_BYTES.get((data[6], data[7])) if len(data) >= 8 and data.startswith(_MAGIC) else None
    if size is None or len(data) < 8 + size:
        raise BadArtefact(text("{file} is not an npy file of version 1, 2 or 3.", file=plain(name)))
    length, begin = int.from_bytes(data[8 : 8 + size], "little"), 8 + size
    match = _HEADER.fullmatch(data[begin : begin + length]) if length <= MAX_HEADER else None
    if match is None:
        raise BadArtefact(text("{file} has an npy header that numpy would not write.", file=plain(name)))
    descr, lengths = match["descr"].decode("ascii"), [int(n) for n in match["shape"].split(b",") if n]
    if descr not in DTYPES:
        raise _bad(name, descr, " | ".join(DTYPES))
    if match["fortran"] == b"True":
        raise _bad(name, "fortran_order: True", "fortran_order: False")
    if len(lengths) > MAX_AXES:
        raise _bad(name, _shown(lengths), f"<= {MAX_AXES}")
    return DTYPES[descr], tuple(lengths), begin + length


def _shown(shape: Collection[int | None]) -> str:
    return "(" + ", ".join("*" if length is None else str(length) for length in shape) + ")"


def _bad(name: str, found: str, expected: str) -> BadArtefact:
    return BadArtefact(
        text("{file} holds {found}; expected: {expected}.", file=plain(name), found=plain(found), expected=expected)
    )
