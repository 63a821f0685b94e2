"""One hash of anything that a result depends on."""

import dataclasses
import hashlib
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import PurePath
from typing import Any

import numpy as np
from pydantic import BaseModel

__all__ = ["digest"]


def digest(*values: Any) -> str:
    """SHA-256, in hexadecimal, of values of any depth: the same for equal values in every process.

    Raises:
        TypeError: a value of a kind that has no such hash.
    """
    state = hashlib.sha256()
    for kind, content in _parts(values):
        state.update(f"{kind} {len(content)} ".encode())
        state.update(content)
    return state.hexdigest()


def _parts(value: Any) -> Iterator[tuple[str, bytes]]:
    """`value` as a flat sequence from which it could be read back."""
    if value is None or isinstance(value, (bool, int, float, str, PurePath)):
        yield type(value).__name__, str(value).encode("utf-8", "surrogatepass")
    elif isinstance(value, bytes):
        yield "bytes", value
    elif isinstance(value, (np.ndarray, np.generic)):
        yield f"array {value.dtype} {value.shape}", np.ascontiguousarray(value).tobytes()
    elif isinstance(value, BaseModel):
        yield type(value).__name__, value.model_dump_json().encode()
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield from _many(
            type(value).__name__, [(field.name, getattr(value, field.name)) for field in dataclasses.fields(value)]
        )
    elif isinstance(value, Mapping):
        yield from _many("mapping", sorted(value.items()))
    elif isinstance(value, Sequence):
        yield from _many("sequence", value)
    elif isinstance(value, Set):
        yield from _many("set", sorted(value))
    else:
        raise TypeError(f"no hash of {type(value).__name__}")


def _many(kind: str, values: Sequence[Any]) -> Iterator[tuple[str, bytes]]:
    yield kind, str(len(values)).encode()
    for value in values:
        yield from _parts(value)
